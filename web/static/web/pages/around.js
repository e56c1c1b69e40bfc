/** What stands around the text of a page: the way to it, its contents, its corrections and its rights. */

import { timeElement } from '../dates.js';
import { el } from '../dom.js';

/** Headings from which on a list of contents helps. */
const MANY_HEADINGS = 3;

/** Shows the pages above a page. */
export function breadcrumbs({ breadcrumbs: steps }, { t }) {
  return el('nav', { class: 'breadcrumbs', 'aria-label': t.breadcrumbs }, el('ol', {}, steps.map(({ title, url }) => (
    el('li', {}, el('a', { href: url }, title))))));
}

/** Shows the headings of a long text. */
export function contents({ toc }, { t }) {
  if (toc.length < MANY_HEADINGS) return null;
  return el('nav', { class: 'contents', 'aria-label': t.contents },
    el('p', { 'aria-hidden': 'true' }, t.contents),
    el('ol', {}, toc.map(({ id, level, text }) => (
      el('li', { class: `level-${level}` }, el('a', { href: `#${id}` }, text))))));
}

/** Shows what was corrected, the newest first. */
export function corrections(article, context) {
  const { t, locale } = context;
  const notes = article.corrections.map(({ at, text }) => el('aside', { class: 'correction', role: 'note' },
    el('p', {}, el('strong', {}, `${t.correction} `, timeElement(at, locale), ':'), ' ', text)));
  linkVersions(article, notes, context);
  return notes;
}

/** Links the corrections with what the article said before; an editor may have withheld that. */
async function linkVersions({ id, corrections: made }, notes, { api, t }) {
  if (!made.some(({ version }) => version)) return;
  try {
    const { items } = await api.get(`articles/${id}/versions/`);
    const shown = new Set(items.map(({ version }) => version));
    made.forEach(({ version }, index) => {
      if (shown.has(version)) notes[index].append(el('p', {}, el('a', { href: `?version=${version}` }, t.before)));
    });
  } catch (problem) {
    // The corrections stand without links.
    console.warn(problem);
  }
}

/** Says whose the text is, how it may be used, and what AI had to do with it. */
export function rights({ rights: { holder, terms, url, ai_generated: use } }, { t }) {
  const linked = url ? el('a', { href: url, rel: 'license' }, terms || url) : terms;
  const parts = [holder, linked].filter(Boolean).flatMap((part, index) => (index === 0 ? [part] : [', ', part]));
  return [
    parts.length > 0 && el('p', { class: 'rights' }, `${t.rights} `, parts),
    use !== 'NONE' && el('p', { class: 'rights' }, t.ai[use]),
  ];
}
