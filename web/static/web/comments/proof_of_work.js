/**
 * The proof of work: tries numbers until the key derived from one begins as the challenge asks (ALTCHA 2).
 * WebCrypto works beside the page's own thread, so the page stays usable without a Worker.
 */

/** False on plain http, where browsers have no WebCrypto except on localhost. */
export const canCalculate = Boolean(globalThis.crypto?.subtle);

/** The last number that a server of ours draws; it is used for the progress only. */
const LAST = 400;
const BATCH = 20;

const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Derives the key of one number. */
async function derive({ nonce, salt, cost, keyLength }, number) {
  const password = new Uint8Array([...fromHex(nonce), 0, 0, 0, 0]);
  new DataView(password.buffer).setUint32(password.length - 4, number);
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt: fromHex(salt), iterations: cost };
  return toHex(new Uint8Array(await crypto.subtle.deriveBits(how, key, keyLength * 8)));
}

/** Returns the proof as the API takes it. `onProgress` gets the share that is done; an aborted `signal` throws. */
export async function prove({ parameters, signature }, { signal, onProgress }) {
  for (let start = 0; ; start += BATCH) {
    signal.throwIfAborted();
    const keys = await Promise.all(Array.from({ length: BATCH }, (_, index) => derive(parameters, start + index)));
    const found = keys.findIndex((key) => key.startsWith(parameters.keyPrefix));
    if (found >= 0) {
      const solution = { counter: start + found, derivedKey: keys[found] };
      return btoa(JSON.stringify({ challenge: { parameters, signature }, solution }));
    }
    onProgress(Math.min(1, (start + BATCH) / LAST));
  }
}
