// Opens a seal with two private keys, as the product does on the server; for the tests alone.
async ([blob, mine, other]) => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const words = (text) => new TextEncoder().encode(text);
  const sealed = JSON.parse(new TextDecoder().decode(bytes(blob.slice("segel1.".length))));
  const gcm = async (key, data, said) => new Uint8Array(await crypto.subtle.decrypt(
    { name: "AES-GCM", iv: data.slice(0, 12), additionalData: words(said) }, key, data.slice(12)));
  const half = async ({ name, jwk, point }, mate) => {
    const share = sealed.shares.find((one) => one.key === name && one.with === mate);
    const box = bytes(share.box);
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const own = await crypto.subtle.importKey("jwk", jwk, curve, false, ["deriveBits"]);
    const ephemeral = await crypto.subtle.importKey("raw", box.slice(0, 65), curve, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: ephemeral }, own, 256);
    const said = `kentongan segel1 share|${sealed.subject}|${name}|${mate}`;
    const info = new Uint8Array([...words(said), ...box.slice(0, 65), ...bytes(point)]);
    const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const key = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
      secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    return gcm(key, box.slice(65), said);
  };
  const one = await half(mine, other.name);
  const two = await half(other, mine.name);
  const key = await crypto.subtle.importKey("raw", one.map((byte, at) => byte ^ two[at]), "AES-GCM", false, ["decrypt"]);
  const circle = [...new Set(sealed.shares.map((share) => share.key))].sort().join(",");
  const text = await gcm(key, bytes(sealed.text), `kentongan segel1 text|${sealed.subject}|${circle}`);
  return new TextDecoder().decode(text);
}
