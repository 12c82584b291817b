// Small manners that need no island: one send per form, unsaved work is not lost unseen, keys for the hurried.
import { isNarrowed, narrow, toChoices } from './narrowing.js';

function sendOnce(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
  if (event.submitter && event.submitter.formTarget) return;
  if (form.dataset.sent || !navigator.onLine) {
    event.preventDefault();
    reached();
    return;
  }
  form.dataset.sent = 'yes';
  delete form.dataset.changed;
}

function warnBeforeLeaving(event) {
  if (document.querySelector('form[data-keep][data-changed]')) event.preventDefault();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, [contenteditable]')) return;
  if (event.key !== '/') return;
  const box = document.querySelector('input[type=search]');
  if (!box) return;
  event.preventDefault();
  box.focus();
}

// Showing and hiding follows an answer while its writer types on: only visibility and offered choices are taken
// over, never what stands in a field.
const PARTS = '.field, .fieldset, .group, .form-list, .form-text';

function follow(event) {
  const target = event.detail.target;
  if (!target || target.id !== 'task-fields' || event.detail.isError) return;
  const answer = new DOMParser().parseFromString(event.detail.serverResponse, 'text/html').getElementById('task-fields');
  const here = target.querySelectorAll(PARTS);
  const there = answer ? answer.querySelectorAll(PARTS) : [];
  unfolded = [...target.querySelectorAll(FOLDS)].map((fold) => fold.open);
  if (here.length !== there.length) return;
  event.detail.shouldSwap = false;
  here.forEach((part, place) => {
    part.hidden = there[place].hidden;
    takeChoices(part.querySelector(':scope > select'), there[place].querySelector(':scope > select'));
  });
}

// A row added or taken away draws the fields anew; what was unfolded stays unfolded.
const FOLDS = 'details.seldom';
let unfolded = [];

function unfold() {
  document.querySelectorAll(`#task-fields ${FOLDS}`).forEach((fold, place) => {
    fold.open ||= Boolean(unfolded[place]);
  });
  unfolded = [];
}

function takeChoices(here, there) {
  if (!here || !there || isNarrowed(here) || here.options.length === there.options.length) return;
  const chosen = here.value;
  here.replaceChildren(...there.childNodes);
  here.value = chosen;
}

// A preview follows what is typed: the button that shows it in a frame is pressed a moment after the last key.
const LIVE_AFTER = 700;
const waiting = new WeakMap();

function live(event) {
  const form = event.target.form;
  const button = form && form.querySelector('[data-live]');
  if (!button || !button.dataset.live.split(',').includes(event.target.name)) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => form.requestSubmit(button), LIVE_AFTER));
}

// Without a network nothing is sent: the browser's own page would take the place of what was typed.
function reached(server = navigator.onLine) {
  const words = document.getElementById('unreached');
  if (words) words.hidden = server;
}

// What the server keeps as a draft is not lost by leaving; what it could not keep is said.
function kept(event) {
  const { target, successful, requestConfig, xhr } = event.detail;
  if (!requestConfig || !target || target.id !== 'draft-state') return;
  reached(xhr.status > 0 && xhr.status < 500);
  if (!successful) return;
  const form = document.querySelector('form[data-keep]');
  if (form) delete form.dataset.changed;
}

// A telephone puts a page away at once: what was typed in the last seconds is kept then, not a moment later.
function leaving() {
  if (document.visibilityState === 'hidden') keepNow();
}

function keepNow() {
  const form = document.querySelector('form[data-keep][data-changed]');
  if (form) form.dispatchEvent(new Event('leaving'));
}

// A draft that nobody can use any more is answered with the reason.
function tooLate(event) {
  const { target, xhr } = event.detail;
  if (target && target.id === 'draft-state' && xhr.status === 409) event.detail.shouldSwap = true;
}

export function startManners(root) {
  root.addEventListener('input', narrow);
  root.addEventListener('keydown', toChoices);
  root.addEventListener('htmx:afterRequest', kept);
  root.addEventListener('input', live);
  document.addEventListener('visibilitychange', leaving);
  root.addEventListener('htmx:beforeSwap', follow);
  root.addEventListener('htmx:beforeSwap', tooLate);
  root.addEventListener('htmx:afterSwap', unfold);
  root.addEventListener('submit', sendOnce);
  root.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-keep]');
    if (form) form.dataset.changed = 'yes';
  });
  root.addEventListener('click', (event) => {
    if (event.target.closest('[data-print]')) window.print();
  });
  root.addEventListener('keydown', press);
  window.addEventListener('beforeunload', warnBeforeLeaving);
  window.addEventListener('offline', () => reached());
  window.addEventListener('online', () => {
    reached();
    keepNow();
  });
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
  });
}
