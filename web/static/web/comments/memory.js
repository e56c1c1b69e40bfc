/** Storage in the browser: a draft for the session, and receipts until they are dismissed. */

const draftKey = (article) => `leserbrief-draft:${article}`;
const receiptsKey = (article) => `leserbrief-receipts:${article}`;

/** Reads JSON from a storage; a storage that is full, blocked or corrupt counts as empty. */
function read(storage, key, fallback) {
  try {
    return JSON.parse(window[storage].getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

function write(storage, key, value) {
  try {
    window[storage].setItem(key, JSON.stringify(value));
  } catch {
    // Nothing is stored then; comments can be written all the same.
  }
}

/** Returns the draft of an article: `{ text, parent }`, or null. */
export function readDraft(article) {
  return read('sessionStorage', draftKey(article), null);
}

/** Stores a draft. Name and e-mail address are left to the browser's autofill. */
export function keepDraft(article, draft) {
  write('sessionStorage', draftKey(article), draft);
}

/** Deletes the draft. */
export function dropDraft(article) {
  write('sessionStorage', draftKey(article), null);
}

/** Returns the receipts of the reader's own comments on an article, oldest first. */
export function readReceipts(article) {
  return read('localStorage', receiptsKey(article), []);
}

/** Stores a receipt. */
export function keepReceipt(article, receipt) {
  write('localStorage', receiptsKey(article), [...readReceipts(article), receipt]);
}

/** Deletes a receipt. */
export function dropReceipt(article, receipt) {
  write('localStorage', receiptsKey(article), readReceipts(article).filter((other) => other !== receipt));
}
