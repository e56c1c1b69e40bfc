/** The form in which the author of a comment changes its text. */

import { el } from '../dom.js';
import { Field } from './fields.js';
import { Preview } from './preview.js';
import { problemText } from './problems.js';

/** Shows the text of a comment in a form. `save` sends it and throws a `Problem`; `leave` closes the form. */
export class EditForm {
  constructor(context, { text, status }, { save, leave }) {
    const { t } = context;
    this.context = context;
    this.save = save;
    this.field = new Field({ name: 'text', label: t.editLabel, required: true }, t, status === 'PUBLISHED' ? t.editPublished : t.editWaiting);
    this.field.input.value = text;
    this.preview = new Preview(context, this.field, (problem) => this.showProblem(problem));
    this.summary = el('div', { class: 'lb-summary', role: 'alert' });
    this.node = el('form', { class: 'lb-form', novalidate: true, onsubmit: (event) => this.submit(event) },
      this.field.node,
      this.preview.node,
      this.summary,
      el('p', { class: 'lb-actions' },
        el('button', { type: 'submit', class: 'lb-button lb-primary' }, t.saveEdit),
        this.preview.button,
        el('button', { type: 'button', class: 'lb-link', onclick: leave }, t.cancelEdit)));
  }

  async submit(event) {
    event.preventDefault();
    const missing = this.field.problem();
    this.showError(missing);
    if (missing || this.isSending) return;
    this.isSending = true;
    try {
      await this.save(this.field.value);
    } catch (problem) {
      this.showProblem(problem);
    } finally {
      this.isSending = false;
    }
  }

  /** Shows why the text was refused. It stays in the form. */
  showProblem(problem) {
    const beside = problem.errors?.find(({ pointer }) => pointer === '/text');
    this.showError(beside?.detail);
    if (!beside) this.summary.replaceChildren(el('p', {}, problemText(problem, this.context)));
  }

  showError(detail) {
    this.summary.replaceChildren();
    this.field.showError(detail);
    if (detail) this.field.input.focus();
  }
}
