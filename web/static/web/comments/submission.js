/** Sends what a reader writes. The same text sent again carries the same key, so a lost response never causes two. */

/** Makes a random key, also on plain http, where `randomUUID` is missing. */
function randomKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The submissions to one path: by default the comments on an article. */
export class Submission {
  constructor({ api, article, locale }, path = `articles/${article}/comments/`) {
    Object.assign(this, { api, locale, path });
    this.forget();
  }

  /** Deletes the key: the next comment is a new one. */
  forget() {
    this.key = null;
    this.written = null;
  }

  /** Posts the fields with the answer to the challenge; throws a `Problem`. */
  async send(fields, challenge) {
    const written = JSON.stringify(fields);
    if (written !== this.written) {
      this.key = randomKey();
      this.written = written;
    }
    const body = { ...fields, locale: this.locale, challenge };
    return this.api.post(this.path, body, { 'Idempotency-Key': this.key });
  }
}
