/** The comment form, built from `meta.form`. It keeps the text in all cases and shows errors beside the fields. */

import { el } from '../dom.js';
import { Challenge } from './challenge.js';
import { Choices, Field, uniqueId } from './fields.js';
import { dropDraft, keepDraft, keepReceipt, readDraft } from './memory.js';
import { OwnComment } from './mine.js';
import { Preview } from './preview.js';
import { problemText } from './problems.js';
import { Submission } from './submission.js';

/** The form of one article, for new comments and, moved below a comment, for replies. */
export class CommentForm {
  constructor(context, description) {
    this.context = context;
    this.parent = null;
    this.submission = new Submission(context);
    this.fields = description.fields.map((field) => this.field(field, description.notices?.[field.name]));
    this.challenge = description.challenge?.modes.length ? new Challenge(context, description.challenge) : null;
    this.preview = new Preview(context, this.textField, (problem) => this.showProblem(problem));
    this.build(description);
    this.form.addEventListener('focusin', ({ target }) => this.prepareChallenge(target));
    this.form.addEventListener('input', () => this.keepDraft());
    this.form.addEventListener('submit', (event) => this.submit(event));
  }

  field(description, hint) {
    return description.options ? new Choices(description, hint) : new Field(description, this.context.t, hint);
  }

  build({ notices }) {
    const { t } = this.context;
    const titleId = uniqueId('form');
    this.title = el('h3', { id: titleId }, t.formTitle);
    this.cancel = el('button', { type: 'button', class: 'lb-link', hidden: true, onclick: () => this.stopReply() }, t.cancelReply);
    this.summary = el('div', { class: 'lb-summary', role: 'alert' });
    this.button = el('button', { type: 'submit', class: 'lb-button lb-primary' }, t.send);
    this.form = el('form', { class: 'lb-form', novalidate: true, 'aria-labelledby': titleId },
      this.title,
      this.cancel,
      notices?.required && el('p', { class: 'lb-hint' }, notices.required),
      this.fields.map(({ node }) => node),
      this.preview.node,
      this.challenge?.node,
      this.summary,
      el('p', { class: 'lb-actions' }, this.button, this.preview.button));
    this.home = el('div', {}, this.form);
    this.node = this.home;
  }

  /** Fetches a challenge on the first focus, except of a button: the new image would move it away from the click. */
  prepareChallenge(focused) {
    if (![this.button, this.preview.button].includes(focused)) this.challenge?.ensure();
  }

  get textField() {
    return this.fields.find(({ name }) => name === 'text');
  }

  /** Returns all fields that can have errors by JSON pointer, in the order of the page. */
  get fieldsByPointer() {
    const entries = this.fields.map((field) => [`/${field.name}`, field]);
    if (this.challenge) entries.push(['/challenge', this.challenge.field]);
    return new Map(entries);
  }

  /** Moves the form below a comment, to answer it. */
  replyTo({ id, author }) {
    this.moveTo({ id, name: author.name });
    this.textField.input.focus();
    this.keepDraft();
  }

  moveTo(parent) {
    this.parent = parent;
    this.title.textContent = this.context.t.replyTitle(parent.name);
    this.cancel.hidden = false;
    document.querySelector(`#comment-${CSS.escape(parent.id)} > article`)?.after(this.form);
  }

  /** Moves the form back to its place at the end. */
  stopReply() {
    this.parent = null;
    this.title.textContent = this.context.t.formTitle;
    this.cancel.hidden = true;
    this.home.append(this.form);
    this.keepDraft();
  }

  /** Brings back what was written before a reload. */
  restoreDraft() {
    const draft = readDraft(this.context.article);
    if (!draft?.text) return;
    if (draft.parent) this.moveTo(draft.parent);
    this.textField.input.value = draft.text;
  }

  keepDraft() {
    keepDraft(this.context.article, { text: this.textField.value, parent: this.parent });
  }

  /** Validates and sends the comment, and shows the result. */
  async submit(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.challenge?.ensure();
    if (this.challenge?.isImpossible) return this.challenge.help.focus();
    const missing = this.findProblems();
    this.showErrors(missing);
    if (missing.length > 0) return;
    this.setSending(true);
    try {
      const comment = Object.fromEntries(this.fields.map(({ name, value }) => [name, value]));
      const answer = await this.challenge?.value();
      this.showReceipt(await this.submission.send({ ...comment, parent: this.parent?.id ?? null }, answer));
    } catch (problem) {
      this.showProblem(problem);
    } finally {
      this.setSending(false);
    }
  }

  setSending(isSending) {
    const { t } = this.context;
    this.isSending = isSending;
    this.button.textContent = isSending ? t.sending : t.send;
    this.button.setAttribute('aria-disabled', String(isSending));
  }

  /** Returns errors before anything is sent, in the format of the API's errors. */
  findProblems() {
    const problems = [...this.fieldsByPointer].map(([pointer, field]) => ({ pointer, detail: field.problem() }));
    return problems.filter(({ detail }) => detail);
  }

  /** Shows each error beside its field and all of them above the button; the first wrong field gets the focus. */
  showErrors(errors) {
    const { t } = this.context;
    const byPointer = this.fieldsByPointer;
    for (const field of byPointer.values()) field.showError(null);
    const wrong = errors.map(({ pointer, detail }) => {
      const field = byPointer.get(`/${pointer?.split('/')[1]}`);
      field?.showError(detail);
      return { field, detail };
    });
    const first = [...byPointer.values()].find((field) => wrong.some((error) => error.field === field));
    const items = wrong.map(({ field, detail }) => el('li', {}, field && !field.isCheckbox ? `${field.label}: ${detail}` : detail));
    this.summary.replaceChildren(...(errors.length > 0 ? [el('p', {}, t.errors(errors.length)), el('ul', {}, items)] : []));
    first?.input.focus();
  }

  /** Shows why a comment was refused. The text stays, and a new challenge replaces the used one. */
  showProblem(problem) {
    if (problem.status === 422) this.submission.forget();
    if (problem.body?.challenge && this.challenge) this.challenge.show(problem.body.challenge);
    this.showErrors(problem.errors ?? []);
    if (problem.errors?.length > 0) return;
    this.summary.replaceChildren(el('p', {}, problemText(problem, this.context)));
  }

  /** Thanks the reader, stores the receipt and hides the form until it is opened again. */
  showReceipt({ id, status, receipt, edit_until: editUntil }) {
    const { article, t } = this.context;
    keepReceipt(article, receipt);
    dropDraft(article);
    this.submission.forget();
    const own = new OwnComment(this.context, receipt, { id, status, text: this.textField.value, edit_until: editUntil });
    this.challenge?.clear();
    const again = el('button', { type: 'button', class: 'lb-button' }, t.another);
    const panel = el('div', { class: 'lb-sent', role: 'status', tabindex: -1 },
      el('p', {}, el('strong', {}, t.thanks)),
      own.node,
      again);
    again.addEventListener('click', () => {
      panel.remove();
      this.startAnew();
    });
    this.form.replaceWith(panel);
    this.textField.input.value = '';
    this.preview.clear();
    panel.focus();
  }

  /** Shows the empty form at its own place. */
  startAnew() {
    this.stopReply();
    this.textField.input.focus();
  }
}
