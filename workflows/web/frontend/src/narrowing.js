// A long list to choose from becomes short while its reader types a part of a name; what was chosen stays.

const whole = new WeakMap();

export function isNarrowed(select) {
  return whole.has(select);
}

export function narrow(event) {
  const box = event.target;
  const select = box.dataset.narrows && document.getElementById(box.dataset.narrows);
  if (!select) return;
  if (!whole.has(select)) whole.set(select, [...select.children]);
  const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = select.value;
  const found = [];
  const stays = (option, heading) => {
    const text = `${option.textContent} ${heading}`.toLowerCase();
    const fits = option.value && words.every((word) => text.includes(word));
    if (fits) found.push(option.value);
    return fits || !option.value || option.value === chosen;
  };
  select.replaceChildren(...whole.get(select).flatMap((child) => shorter(child, stays)));
  select.value = chosen;
  if (!words.length) whole.delete(select);
  box.nextElementSibling.textContent = words.length ? box.dataset.found.replace('{count}', found.length) : '';
  if (words.length && found.length === 1 && !chosen) choose(select, found[0]);
}

function shorter(child, stays) {
  if (child instanceof HTMLOptionElement) return stays(child, '') ? [child] : [];
  const group = child.cloneNode(false);
  group.append(...[...child.children].filter((option) => stays(option, child.label)).map((each) => each.cloneNode(true)));
  return group.children.length ? [group] : [];
}

function choose(select, value) {
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

// Enter in the box goes on to what it found and sends nothing.
export function toChoices(event) {
  const { narrows } = event.target.dataset || {};
  if (event.key !== 'Enter' || !narrows || event.isComposing) return;
  event.preventDefault();
  document.getElementById(narrows).focus();
}
