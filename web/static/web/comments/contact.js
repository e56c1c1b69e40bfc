/** How to reach the newsroom, from its settings. */

import { el } from '../dom.js';

/** Returns a link to the newsroom's e-mail address or else its imprint, or a word if it names neither. */
export async function contactLink(api, locale, t) {
  const { contact, imprint } = await api.get('site/', { locale }).catch(() => ({}));
  const link = contact?.email ?? imprint;
  return link?.href ? el('a', { href: link.href }, link.text) : t.newsroom;
}
