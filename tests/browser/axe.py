"""Accessibility by axe-core: every rule that it has, the best practices included."""

from playwright.sync_api import Page

from tests.node import MODULES

_RUN = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.any.map((one) => one.message).join(' ')}`)
)"""


def findings(page: Page) -> list[str]:
    """Return what axe finds on a page, each with the element."""
    page.evaluate((MODULES / "axe-core" / "axe.min.js").read_text())
    found: list[str] = page.evaluate(_RUN)
    return found
