// Small manners that need no island: one send per form, unsaved work is not lost unseen, keys for the hurried.

function sendOnce(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
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

export function startManners(root) {
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
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-sent]').forEach((form) => delete form.dataset.sent);
  });
}
