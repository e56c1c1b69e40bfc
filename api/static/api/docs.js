// Starts the viewer; a file of its own, so that the page needs no inline script.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();

const place = document.getElementById("docs");

// What the viewer does not tell to screen readers: selector, attribute, and its value or what finds it.
const parameter = (node) => node.closest("[data-param-name]")?.dataset.paramName ?? "Value";
const MISSING = [
  ["#servers", "aria-label", "Server"],
  [".opblock-tag, .models > h4", "aria-level", "2"],
  [".opblock-section-header h4", "aria-level", "3"],
  [".examples-select-element", "aria-label", "Example"],
  ["select:not([id]):not(.examples-select-element)", "aria-label", parameter],
  [".body-param__text", "aria-label", "Body of the request"],
  ["pre.example, pre.microlight", "tabindex", "0"],
  [".responses-table", "aria-label", (node) => `Responses of ${node.id}`],
  [".information-container", "role", "region"],
  [".information-container", "aria-label", "About"],
  [".scheme-container", "role", "region"],
  [".scheme-container", "aria-label", "Server and authorization"],
];

function complete() {
  for (const [selector, name, value] of MISSING) {
    for (const node of place.querySelectorAll(selector)) {
      if (!node.hasAttribute(name)) node.setAttribute(name, typeof value === "string" ? value : value(node));
    }
  }
}

new MutationObserver(complete).observe(place, { childList: true, subtree: true });

globalThis.SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  // A link in the button of an operation cannot be reached by a screen reader.
  deepLinking: false,
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 3,
  displayRequestDuration: true,
  syntaxHighlight: { theme: "obsidian" },
  tryItOutEnabled: true,
  validatorUrl: null,
});
