// Seals who told something, in this browser, so that only two custodians together can open it.
// The format is that of access/sealing/envelope.py: P-256, HKDF-SHA-256, AES-256-GCM.

const PREFIX = "segel1.";
const PAGE_BYTES = 4096;
const NONCE_BYTES = 12;
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const words = new TextEncoder();

/** Whether this browser can seal: old ones and pages without HTTPS cannot. */
export const canSeal = () => Boolean(globalThis.crypto?.subtle && globalThis.isSecureContext);

const joined = (...parts) => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const toText = (bytes) => {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const random = (size) => crypto.getRandomValues(new Uint8Array(size));

async function fingerprint(point) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", point));
  return [...hash.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function encrypt(key, plain, said) {
  const nonce = random(NONCE_BYTES);
  const how = { name: "AES-GCM", iv: nonce, additionalData: words.encode(said) };
  return joined(nonce, new Uint8Array(await crypto.subtle.encrypt(how, key, plain)));
}

/** Bytes for the holder of one public key alone: ephemeral point, nonce, ciphertext. */
async function closeBox(point, plain, said) {
  const recipient = await crypto.subtle.importKey("raw", point, CURVE, false, []);
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const ephemeral = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: recipient }, pair.privateKey, 256);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = joined(words.encode(said), ephemeral, point);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const key = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  return joined(ephemeral, await encrypt(key, plain, said));
}

function padded(identity) {
  const data = words.encode(JSON.stringify(identity));
  const page = new Uint8Array(Math.ceil(data.length / PAGE_BYTES) * PAGE_BYTES).fill(32);
  page.set(data);
  return page;
}

/** The half of the key for each of two custodians, boxed. */
async function sharesOf(secret, subject, [one, other]) {
  const half = random(secret.length);
  const rest = secret.map((byte, at) => byte ^ half[at]);
  const share = async (to, mate, part) => {
    const box = await closeBox(to.point, part, `kentongan segel1 share|${subject}|${to.key}|${mate.key}`);
    return { key: to.key, with: mate.key, box: toText(box) };
  };
  return [await share(one, other, half), await share(other, one, rest)];
}

function* pairs(holders) {
  for (const [at, one] of holders.entries()) for (const other of holders.slice(at + 1)) yield [one, other];
}

/**
 * The sealed text of an identity ({name, phone, address, relation, remarks}) about ``subject``
 * ("report:<uuid>"), for two or three public keys (base64url points).
 */
export async function seal(identity, subject, publics) {
  const holders = await Promise.all(publics.map(toBytes).map(async (point) => ({ point, key: await fingerprint(point) })));
  holders.sort((one, other) => (one.key < other.key ? -1 : 1));
  if (holders.length < 2 || holders.length > 3) throw new Error("a seal needs two or three keys");
  const secret = random(32);
  const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["encrypt"]);
  const circle = holders.map((holder) => holder.key).join(",");
  const text = await encrypt(key, padded(identity), `kentongan segel1 text|${subject}|${circle}`);
  const shares = [];
  for (const pair of pairs(holders)) shares.push(...(await sharesOf(secret, subject, pair)));
  return PREFIX + toText(words.encode(JSON.stringify({ subject, text: toText(text), shares })));
}
