// The window's quick hands: an identity number fills birth date and sex and is checked, a new row is typed into at
// once, Ctrl+Enter sends. The server does the same without any of this.

import htmx from 'htmx.org';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SIGNS = '10X98765432';

export function readNumber(typed) {
  const number = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return null;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const day = new Date(`${birth}T00:00:00Z`);
  if (Number.isNaN(day.valueOf()) || day.toISOString().slice(0, 10) !== birth) return null;
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  return { birth, sex: Number(number[16]) % 2 ? 'male' : 'female', checks: SIGNS[sum % 11] === number[17] };
}

function told(field, words, wrong) {
  let line = document.getElementById(`${field.id}-told`);
  if (!line) {
    line = document.createElement('p');
    line.id = `${field.id}-told`;
    line.setAttribute('role', 'status');
    field.closest('.field').append(line);
  }
  line.className = wrong ? 'told-by-number is-wrong' : 'told-by-number';
  line.textContent = words;
}

function fillFromNumber(event) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !field.name.endsWith('.id_number')) return;
  const form = field.closest('form[data-intake]');
  if (!form) return;
  const row = field.name.slice(0, -'id_number'.length);
  const kind = form.querySelector(`[name="${row}kind"]:checked`);
  const words = form.querySelector('#task-fields').dataset;
  const number = kind && kind.value === 'organisation' ? null : readNumber(field.value);
  if (!number) return told(field, '', false);
  if (!number.checks) return told(field, words.wrongSign, true);
  fill(form.elements[`${row}birth`], number.birth);
  fill(form.elements[`${row}sex`], number.sex);
  told(field, words.rightSign, false);
}

function fill(field, value) {
  if (field && !field.value) field.value = value;
}

function typeIntoNewRow(event) {
  const { target, requestConfig } = event.detail;
  const wish = requestConfig && requestConfig.parameters && requestConfig.parameters._action;
  if (!target || target.id !== 'task-fields' || !String(wish || '').startsWith('add:')) return;
  const rows = document.querySelectorAll('#task-fields .list-row');
  const list = String(wish).slice('add:'.length);
  const own = [...rows].filter((row) => row.querySelector(`:scope > [name="_row:${list}"]`));
  const field = own.length && own[own.length - 1].querySelector('select, input:not([type=hidden]), textarea');
  if (field) field.focus();
}

// Browsers press access keys in different ways; with scripts it is Alt+N everywhere.
function takeOverAccessKey(root) {
  root.querySelectorAll('[aria-keyshortcuts="Alt+N"]').forEach((button) => button.removeAttribute('accesskey'));
}

function addByKeys(event) {
  if (!event.altKey || event.ctrlKey || event.code !== 'KeyN') return;
  const button = document.querySelector('[aria-keyshortcuts="Alt+N"]');
  if (!button) return;
  event.preventDefault();
  button.click();
}

function sendByKeys(event) {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest && event.target.closest('form[data-intake]');
  const button = form && form.querySelector('[data-submit]');
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
}

// A refused page would come back without the chosen files. Sent from here, the chooser moves into the new page as it is.
async function sendWithFiles(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches('form[data-intake]') || form.dataset.plain) return;
  const chooser = form.querySelector('fieldset.files');
  const chosen = [...form.querySelectorAll('input[type=file]')].some((field) => field.files.length);
  if (event.defaultPrevented || !chooser || !chosen) return;
  event.preventDefault();
  const { submitter } = event;
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form, submitter) });
    if (answer.redirected) location.assign(answer.url);
    else showAgain(await answer.text(), chooser);
  } catch (error) {
    console.error(error);
    form.dataset.plain = 'yes';
    delete form.dataset.sent;
    form.requestSubmit(submitter);
  }
}

function showAgain(text, chooser) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fresh = document.adoptNode(page.querySelector('main'));
  const empty = fresh.querySelector('fieldset.files');
  if (empty) {
    empty.replaceWith(chooser);
    fresh.querySelectorAll('[data-files-lost]').forEach((note) => note.remove());
  }
  document.querySelector('main').replaceWith(fresh);
  htmx.process(fresh);
  const problems = fresh.querySelector('#problems') || fresh.querySelector('[role=alert]');
  if (!problems) return;
  problems.setAttribute('tabindex', '-1');
  problems.focus();
}

export function startIntake(root) {
  root.addEventListener('submit', sendWithFiles);
  root.addEventListener('input', fillFromNumber);
  root.addEventListener('htmx:afterSettle', typeIntoNewRow);
  root.addEventListener('keydown', sendByKeys);
  root.addEventListener('keydown', addByKeys);
  root.addEventListener('htmx:afterSettle', () => takeOverAccessKey(root));
  takeOverAccessKey(root);
}
