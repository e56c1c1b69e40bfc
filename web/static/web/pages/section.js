/** A section: its title and its articles, newest first. */

import { card, moreButton } from '../cards.js';
import { el } from '../dom.js';
import { breadcrumbs } from './around.js';

/** Shows what stands in the header, and a list of cards that can grow. */
export function showList(main, header, page, context) {
  const list = el('div', { class: 'card-grid' }, page.items.map((article) => card(article, context)));
  main.replaceChildren(
    el('header', { class: 'list-header' }, header),
    page.items.length > 0 ? list : el('p', { class: 'notice' }, context.t.noArticles),
    moreButton(list, page.links.next, context) ?? '');
}

/** Shows a section page and gives its title. */
export async function renderSection(main, section, context) {
  const { title, lead } = section;
  const page = await context.api.get('articles/', { section: section.slug, locale: context.locale });
  const header = [breadcrumbs(section, context), el('h1', {}, title), lead && el('p', { class: 'list-lead' }, lead)];
  showList(main, header, page, context);
  return title;
}
