/** The form with which a reader reports a comment to the newsroom, below the comment. */

import { el } from '../dom.js';
import { Challenge } from './challenge.js';
import { Field, uniqueId } from './fields.js';
import { problemText } from './problems.js';
import { Submission } from './submission.js';

const REASONS = ['SPAM', 'INSULT', 'PERSONAL_DATA', 'ILLEGAL', 'OTHER'];
const EXPLANATION_MAX_LENGTH = 1000;

/** Shows reason, explanation and challenge. `leave` closes the form. */
class ReportForm {
  constructor(context, { id }, leave) {
    const { t, challenge } = context;
    const titleId = uniqueId('report');
    this.context = context;
    this.leave = leave;
    this.submission = new Submission(context, `comments/${id}/reports/`);
    this.reason = this.reasonField();
    this.explanation = new Field({ name: 'explanation', label: t.explanation, max_length: EXPLANATION_MAX_LENGTH }, t, t.explanationHint);
    this.challenge = challenge?.modes.length ? new Challenge(context, challenge, 'REPORT') : null;
    this.summary = el('div', { class: 'lb-summary', role: 'alert' });
    this.button = el('button', { type: 'submit', class: 'lb-button lb-primary' }, t.sendReport);
    this.node = el('form', { class: 'lb-form lb-report', novalidate: true, 'aria-labelledby': titleId, onsubmit: (event) => this.submit(event) },
      el('h3', { id: titleId }, t.reportTitle),
      this.reason.node,
      this.explanation.node,
      this.challenge?.node,
      this.summary,
      el('p', { class: 'lb-actions' }, this.button, el('button', { type: 'button', class: 'lb-link', onclick: leave }, t.cancelReport)));
    this.node.addEventListener('keydown', ({ key }) => key === 'Escape' && leave());
    this.challenge?.ensure();
  }

  reasonField() {
    const { t } = this.context;
    const field = new Field({ name: 'reason', label: t.reportReason, required: true }, t);
    const choices = REASONS.map((reason) => el('option', { value: reason }, t.reportReasons[reason]));
    field.input.append(el('option', { value: '' }, t.choose), ...choices);
    field.input.addEventListener('change', () => { this.explanation.input.required = field.value === 'ILLEGAL'; });
    return field;
  }

  get fields() {
    const entries = [['/reason', this.reason], ['/explanation', this.explanation]];
    if (this.challenge) entries.push(['/challenge', this.challenge.field]);
    return new Map(entries);
  }

  async submit(event) {
    event.preventDefault();
    if (this.challenge?.isImpossible) return this.challenge.help.focus();
    const missing = [...this.fields].map(([pointer, field]) => ({ pointer, detail: field.problem() }));
    if (this.showErrors(missing.filter(({ detail }) => detail)) || this.isSending) return;
    this.setSending(true);
    try {
      const report = { reason: this.reason.value, explanation: this.explanation.value };
      this.showCase(await this.submission.send(report, await this.challenge?.value()));
    } catch (problem) {
      this.showProblem(problem);
    } finally {
      this.setSending(false);
    }
  }

  setSending(isSending) {
    this.isSending = isSending;
    this.button.setAttribute('aria-disabled', String(isSending));
  }

  /** Shows each error beside its field, gives the first one the focus, and tells whether there are any. */
  showErrors(errors) {
    this.summary.replaceChildren();
    const { fields } = this;
    for (const field of fields.values()) field.showError(null);
    const wrong = errors.map(({ pointer, detail }) => {
      const field = fields.get(pointer?.startsWith('/challenge') ? '/challenge' : pointer);
      field?.showError(detail);
      return field;
    });
    [...fields.values()].find((field) => wrong.includes(field))?.input.focus();
    return errors.length > 0;
  }

  /** Shows why the report was refused. The explanation stays, and a new challenge replaces the used one. */
  showProblem(problem) {
    if (problem.status === 422) this.submission.forget();
    if (problem.body?.challenge) this.challenge?.show(problem.body.challenge);
    if (this.showErrors(problem.errors ?? [])) return;
    this.summary.replaceChildren(el('p', {}, problem.status === 404 ? this.context.t.reportGone : problemText(problem, this.context)));
  }

  /** Thanks the reader and names the case. */
  showCase({ case: number }) {
    const { t } = this.context;
    const panel = el('div', { class: 'lb-notice', role: 'status', tabindex: -1 },
      el('p', {}, el('strong', {}, t.reported)),
      el('p', {}, t.caseNumber, ' ', el('strong', { class: 'lb-case' }, number)),
      el('p', { class: 'lb-actions' }, el('button', { type: 'button', class: 'lb-link', onclick: this.leave }, t.closeReport)));
    this.node.replaceWith(panel);
    this.node = panel;
    panel.focus();
  }
}

/** Builds the button that opens the form below a comment, and gets the focus back when the form closes. */
export function reportButton(comment, context) {
  const { t } = context;
  let form = null;
  const button = el('button', { type: 'button', class: 'lb-link lb-quiet', 'aria-expanded': 'false', 'aria-label': t.reportComment(comment.author.name) }, t.report);
  const leave = () => {
    form.node.remove();
    form = null;
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  };
  button.addEventListener('click', () => {
    if (form) return leave();
    form = new ReportForm(context, comment, leave);
    button.closest('article').after(form.node);
    button.setAttribute('aria-expanded', 'true');
    form.reason.input.focus();
  });
  return button;
}
