/**
 * Builds DOM nodes. Text always goes in as text; the one exception is `serverHtml`, for HTML that the
 * server has sanitized (rich text and comments). Nothing else in this site uses innerHTML.
 */

const isPresent = (value) => value !== null && value !== undefined && value !== false;

/** Builds an element: `el('a', { href: '/', onclick: go }, 'Home')`. Absent attributes and children are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (!isPresent(value)) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(isPresent));
  return node;
}

/** Builds an element around HTML that the server has sanitized. */
export function serverHtml(tag, attributes, html) {
  const node = el(tag, attributes);
  node.innerHTML = html;
  return node;
}

/** Returns the decoded fragment; a hash that is not well encoded names no element, but must not stop the page. */
function fragmentOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}

/** Scrolls to the element that the URL's hash names, if it exists. */
export function scrollToHash() {
  const id = fragmentOf(location.hash);
  const target = id && document.getElementById(id);
  if (target) target.scrollIntoView();
  return Boolean(target);
}
