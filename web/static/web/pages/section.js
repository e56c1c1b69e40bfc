/** A section: its title and its articles, newest first. */

import { card, moreButton } from '../cards.js';
import { el } from '../dom.js';
import { breadcrumbs } from './around.js';

/** Shows a heading and a list of cards that can grow, and gives the title. */
export function showList(main, { title, lead, way }, page, context) {
  const list = el('div', { class: 'card-grid' }, page.items.map((article) => card(article, context)));
  main.replaceChildren(
    el('header', { class: 'list-header' }, way, el('h1', {}, title), lead && el('p', { class: 'list-lead' }, lead)),
    page.items.length > 0 ? list : el('p', { class: 'notice' }, context.t.noArticles),
    moreButton(list, page.links.next, context) ?? '');
  return title;
}

/** Shows a section page and gives its title. */
export async function renderSection(main, section, context) {
  const page = await context.api.get('articles/', { section: section.slug, locale: context.locale });
  return showList(main, { ...section, way: breadcrumbs(section, context) }, page, context);
}
