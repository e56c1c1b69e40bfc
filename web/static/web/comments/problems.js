/** Refusals that concern no single field, in the reader's language. */

import { Problem } from '../api.js';
import { waitText } from '../dates.js';

/** Returns what to tell the reader: that the text is still there, and what to do. */
export function problemText(problem, { t, locale }) {
  if (!(problem instanceof Problem)) console.error(problem);
  const { status, body, retryAfter } = problem;
  if (status === 0) return t.networkError;
  if (status === 409) return t.changedMeanwhile;
  if (status === 429) return t.tooMany(retryAfter ? waitText(retryAfter, locale) : t.later);
  return [t.failed, body?.detail].filter(Boolean).join(' ');
}
