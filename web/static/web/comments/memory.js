/** What this browser remembers for its reader: a draft for this session, receipts until they are dismissed. */

const draftKey = (article) => `leserbrief-draft:${article}`;
const receiptsKey = (article) => `leserbrief-receipts:${article}`;

/** Reads JSON from a storage; a storage that is full, forbidden or spoilt counts as empty. */
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
    // Nothing is remembered then; writing a comment works all the same.
  }
}

/** Gives the draft of an article: `{ text, parent }`, or null. */
export function readDraft(article) {
  return read('sessionStorage', draftKey(article), null);
}

/** Keeps a draft. Name and address are left to the browser's own form filling. */
export function keepDraft(article, draft) {
  write('sessionStorage', draftKey(article), draft);
}

/** Forgets the draft. */
export function dropDraft(article) {
  write('sessionStorage', draftKey(article), null);
}

/** Gives the receipts of the reader's own comments on an article, oldest first. */
export function readReceipts(article) {
  return read('localStorage', receiptsKey(article), []);
}

/** Keeps a receipt. */
export function keepReceipt(article, receipt) {
  write('localStorage', receiptsKey(article), [...readReceipts(article), receipt]);
}

/** Forgets a receipt. */
export function dropReceipt(article, receipt) {
  write('localStorage', receiptsKey(article), readReceipts(article).filter((other) => other !== receipt));
}
