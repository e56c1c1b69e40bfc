/** The page for an error: not found, gone, or a failure. */

import { el } from '../dom.js';

function words({ status, message }, t) {
  // The API refuses a path that no page can have.
  if (status === 400 || status === 404) return [t.notFoundTitle, t.notFoundText];
  // What the editors say of an article that they took down, or that there was one.
  if (status === 410) return [t.goneTitle, message];
  return [t.failedTitle, t.failedText];
}

/** Shows that there is nothing here, with a way out, and gives its title. */
export function renderNothing(main, [title, text], { t, locale }, offer = null) {
  main.replaceChildren(el('div', { class: 'problem' },
    el('h1', {}, title),
    el('p', {}, text),
    offer,
    el('p', {}, el('a', { class: 'button', href: `/${locale}/` }, t.toHome))));
  return title;
}

/** Shows a problem with a way out, and gives its title. */
export function renderProblem(main, problem, { t, locale }) {
  const [title, text] = words(problem, t);
  const isFinal = [400, 404, 410].includes(problem.status);
  const retry = el('button', { type: 'button', class: 'button', onclick: () => location.reload() }, t.retry);
  if (!isFinal) console.error(problem);
  main.replaceChildren(el('div', { class: 'problem' },
    problem.status ? el('p', { class: 'kicker' }, String(problem.status)) : '',
    el('h1', {}, title),
    // The sentence of the editors may have another language than the page.
    el('p', { lang: problem.status === 410 ? problem.language : null }, text),
    el('p', {}, isFinal ? el('a', { class: 'button', href: `/${locale}/` }, t.toHome) : retry)));
  return title;
}
