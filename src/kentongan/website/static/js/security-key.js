// Adds or shows a security key: asks the browser, puts the answer into the form, sends the form.

const form = document.getElementById("key-form");
const button = document.getElementById("key-button");
const problem = document.getElementById("key-problem");

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.codePointAt(0));
}

function text(buffer) {
  const plain = String.fromCodePoint(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBytes(list) {
  return (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

function readable({ publicKey }) {
  const wanted = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) wanted.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) wanted.excludeCredentials = withBytes(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) wanted.allowCredentials = withBytes(publicKey.allowCredentials);
  return { publicKey: wanted };
}

function sendable(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = names.filter((name) => credential.response[name]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(given.map((name) => [name, text(credential.response[name])])),
  };
}

function tell(words) {
  problem.textContent = words;
  problem.hidden = false;
}

async function ask() {
  if (!window.PublicKeyCredential) return tell(problem.dataset.missing);
  problem.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.deed](readable(JSON.parse(form.dataset.options)));
    document.getElementById("id_credential").value = JSON.stringify(sendable(credential));
    form.submit();
  } catch {
    tell(problem.dataset.refused);
  }
}

button.addEventListener("click", ask);
