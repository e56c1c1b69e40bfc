/** Sends a comment. The same text sent again carries the same key, so a lost response never causes two comments. */

/** Makes a random key, also on plain http, where `randomUUID` is missing. */
function randomKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The submissions of one article. */
export class Submission {
  constructor({ api, article, locale }) {
    this.api = api;
    this.article = article;
    this.locale = locale;
    this.forget();
  }

  /** Deletes the key: the next comment is a new one. */
  forget() {
    this.key = null;
    this.written = null;
  }

  /** Posts `{ name, email, text, consent, parent }` with the answer to the challenge; throws a `Problem`. */
  async send(comment, challenge) {
    const written = JSON.stringify(comment);
    if (written !== this.written) {
      this.key = randomKey();
      this.written = written;
    }
    const body = { ...comment, locale: this.locale, challenge };
    return this.api.post(`articles/${this.article}/comments/`, body, { 'Idempotency-Key': this.key });
  }
}
