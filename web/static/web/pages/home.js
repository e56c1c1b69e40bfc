/** The front page: the newest article large, three beside it, the rest below. With ?tag= or ?author=, a plain list. */

import { card, moreButton } from '../cards.js';
import { el } from '../dom.js';
import { showList } from './section.js';

const FIRST_PAGE = 10;
const BESIDE = 3;

/** Finds the name of a tag or author in an article that has it. */
function filterTitle({ name, slug }, article, t) {
  const entries = name === 'tag' ? article?.tags : article?.authors;
  const title = entries?.find((entry) => entry.slug === slug)?.name ?? slug;
  return name === 'tag' ? `${t.topic}: ${title}` : `${t.by} ${title}`;
}

async function renderFiltered(main, context) {
  const { api, filter, locale, t } = context;
  const page = await api.get('articles/', { [filter.name]: filter.slug, locale });
  const title = filterTitle(filter, page.items[0], t);
  return showList(main, { title, lead: page.meta.count > 0 && t.articles(page.meta.count) }, page, context);
}

/** Shows the home page; it has no title beside the paper's own. */
export async function renderHome(main, home, context) {
  if (context.filter) return renderFiltered(main, context);
  const { api, locale, t } = context;
  const page = await api.get('articles/', { locale, limit: FIRST_PAGE });
  const [lead, ...others] = page.items;
  if (!lead) {
    main.replaceChildren(el('p', { class: 'notice' }, t.noArticles));
    return null;
  }
  const list = el('div', { class: 'card-grid' }, others.slice(BESIDE).map((article) => card(article, context)));
  main.replaceChildren(
    el('div', { class: 'front' },
      card(lead, context, { look: 'lead' }),
      el('div', { class: 'beside' }, others.slice(0, BESIDE).map((article) => card(article, context, { look: 'brief' })))),
    list,
    moreButton(list, page.links.next, context) ?? '');
  return null;
}
