/** The only module that uses HTTP. Every failure is a `Problem`, also a network failure (status 0). */

/** A failed request: an RFC 9457 problem of the API, or no response at all. */
export class Problem extends Error {
  constructor(status, body = {}, retryAfter = null, language = null) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
    this.language = language;
  }

  /** The stable code of the problem, for example `challenge-failed`: the last part of its `type`. */
  get code() {
    return (this.body.type ?? '').split('/').filter(Boolean).pop() ?? null;
  }

  /** The errors of single fields: `[{ pointer: '/email', detail: '…' }]`. */
  get errors() {
    return this.body.errors ?? [];
  }
}

/** A client of one Leserbrief API; `locale` is the language that messages come in. */
export class Api {
  constructor(base, locale) {
    this.base = new URL(base, document.baseURI);
    this.locale = locale;
  }

  /** Returns the URL of a resource. Parameters that are null are left out. */
  url(path, parameters = {}) {
    const url = new URL(path, this.base);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null && value !== undefined) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Gets JSON: `api.get('articles/', { limit: 10 })`. */
  get(path, parameters = {}, headers = {}) {
    return this.send(this.url(path, parameters), { headers });
  }

  /** Gets the page behind a link of an answer, such as `links.next`. */
  follow(href) {
    const path = href.split(this.base.pathname).slice(1).join(this.base.pathname);
    return this.send(new URL(path, this.base));
  }

  /** Posts JSON and gets JSON. */
  post(path, body, headers = {}) {
    const json = { 'Content-Type': 'application/json', ...headers };
    return this.send(new URL(path, this.base), { method: 'POST', body: JSON.stringify(body), headers: json });
  }

  /**
   * Sends a request without cookies and returns the JSON of its answer, or throws a `Problem`.
   * `no-cache` asks the server each time whether the kept answer still holds: what `stale-while-revalidate` allows
   * a cache on the way, a browser would also do, and a reader would not find a comment that has just appeared.
   */
  async send(url, options = {}) {
    const headers = { Accept: 'application/json', 'Accept-Language': this.locale, ...options.headers };
    let response;
    try {
      response = await fetch(url, { ...options, headers, credentials: 'omit', cache: 'no-cache' });
    } catch {
      throw new Problem(0);
    }
    const body = await response.json().catch(() => ({}));
    if (response.ok) return body;
    const seconds = Number.parseInt(response.headers.get('Retry-After'), 10);
    const language = response.headers.get('Content-Language');
    throw new Problem(response.status, body, Number.isNaN(seconds) ? null : seconds, language);
  }
}
