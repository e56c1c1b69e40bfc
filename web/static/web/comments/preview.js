/** The preview of a comment: the server makes the HTML, so it is exactly what will be published. */

import { el, serverHtml } from '../dom.js';

/** A button, and the place where the text of a field is shown as it will look. */
export class Preview {
  constructor({ api, t }, field, onProblem) {
    this.api = api;
    this.t = t;
    this.field = field;
    this.onProblem = onProblem;
    this.button = el('button', { type: 'button', class: 'lb-button', onclick: () => this.show() }, t.preview);
    this.node = el('div', { class: 'lb-preview', 'aria-live': 'polite' });
    field.input.addEventListener('input', () => this.clear());
  }

  async show() {
    try {
      const { html } = await this.api.post('comments/preview/', { text: this.field.value });
      this.node.replaceChildren(el('p', { class: 'lb-hint' }, this.t.previewTitle), serverHtml('div', { class: 'lb-text', dir: 'auto' }, html));
    } catch (problem) {
      this.clear();
      this.onProblem(problem);
    }
  }

  /** Takes the preview away: it is that of an older text. */
  clear() {
    this.node.replaceChildren();
  }
}
