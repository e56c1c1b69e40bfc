"""Checks of accessibility and legibility in a page of the reader's site."""

from playwright.sync_api import Page, expect

_COMPLAINTS = """() => {
  const found = [];
  const complain = (rule, node) => found.push(`${rule}: ${node.outerHTML.slice(0, 120)}`);
  const all = (selector) => [...document.querySelectorAll(selector)].filter((node) => node.checkVisibility());
  const nameOf = (node) => node.getAttribute('aria-label') || node.textContent.trim();
  if (all('h1').length !== 1) found.push(`one h1, not ${all('h1').length}`);
  let level = 1;
  for (const heading of all('main :is(h1, h2, h3, h4, h5, h6)')) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) complain('a level is skipped', heading);
    level = own;
  }
  for (const node of all('img')) if (!node.hasAttribute('alt')) complain('no alt', node);
  for (const node of all('input, textarea, select')) if (!node.labels.length) complain('no label', node);
  for (const node of all('a, button')) if (!nameOf(node) && !node.querySelector('img[alt]')) complain('no name', node);
  for (const node of all('iframe')) if (!node.title) complain('no title', node);
  for (const attribute of ['aria-labelledby', 'aria-describedby', 'for']) {
    for (const node of document.querySelectorAll(`[${attribute}]`)) {
      const ids = node.getAttribute(attribute).split(' ');
      if (ids.some((id) => !document.getElementById(id))) complain(`${attribute} points nowhere`, node);
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push(`twice: #${id}`);
  if (document.documentElement.scrollWidth > innerWidth) found.push('scrolls sideways');
  return found;
}"""

# Relative luminance and contrast by WCAG 2.2; 4.5 is the minimum for text of any size.
_PALE_TEXTS = """() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b]
    .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const background = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const color = numbers(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const hasText = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  return [...document.body.querySelectorAll('*')]
    .filter((node) => hasText(node) && node.checkVisibility())
    .map((node) => {
      const [dark, light] = [luminance(numbers(getComputedStyle(node).color)), luminance(background(node))].sort((a, b) => a - b);
      return [(light + 0.05) / (dark + 0.05), node.outerHTML.slice(0, 120)];
    })
    .filter(([ratio]) => ratio < 4.5);
}"""

_FOCUS_IS_VISIBLE = """() => {
  const node = document.activeElement;
  const bearer = node.closest('.card') ?? node;
  const { outlineStyle, outlineWidth } = getComputedStyle(bearer);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
}"""


def read(page: Page, path: str) -> None:
    """Open a page of the reader's site and wait until it is complete, including its comments."""
    page.goto(path)
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")
    if page.locator("leserbrief-comments").count():
        expect(page.locator(".lb-thread")).to_be_visible()


def assert_accessible(page: Page, *, lang: str) -> None:
    """Check language, headings, labels, names, references and width of the page as it is now."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    # Header and content arrive one after the other.
    expect(page.locator("h1")).to_have_count(1)
    complaints = page.evaluate(_COMPLAINTS)
    assert not complaints, "\n".join(complaints)


def assert_legible(page: Page) -> None:
    """Check the contrast of all text in the present colour scheme."""
    # Wait for style sheets that are linked by a script.
    page.wait_for_function(
        "[...document.styleSheets].length >= document.querySelectorAll('link[rel=stylesheet]').length"
    )
    pale = page.evaluate(_PALE_TEXTS)
    assert not pale, pale


def assert_images_load(page: Page) -> int:
    """Scroll to every image, check that it loads, and return the number of images."""
    images = page.locator("main img").all()
    for image in images:
        image.scroll_into_view_if_needed()
        page.wait_for_function("img => img.complete && img.naturalWidth > 0", arg=image.element_handle())
    return len(images)


def walk_by_keyboard(page: Page, *, steps: int) -> list[str]:
    """Press Tab, check that the focus is visible each time, and return the names of the focused elements."""
    names = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        assert page.evaluate(_FOCUS_IS_VISIBLE), page.evaluate("document.activeElement.outerHTML")
        names.append(
            page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")
        )
    return names
