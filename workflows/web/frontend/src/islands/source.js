// Where an island's file comes from and goes to: the textarea of its form, or an address for mere viewing.

/** Return the text that the island shows. */
export async function readSource(place) {
  const area = place.querySelector('textarea');
  if (area) return area.value;
  const answer = await fetch(place.dataset.source, { headers: { Accept: 'application/xml, application/json' } });
  if (!answer.ok) throw new Error(`${answer.status} ${place.dataset.source}`);
  return answer.text();
}

/** Make the element inside *place* in which the tool draws. */
export function canvasIn(place, className) {
  const canvas = document.createElement('div');
  canvas.className = className;
  place.append(canvas);
  return canvas;
}

/** On submit put the edited text into the textarea, if anything was changed. */
export function saveWithForm(place, isChanged, write) {
  const area = place.querySelector('textarea');
  const form = place.closest('form');
  if (!area || !form) return;
  let ready = false;
  form.addEventListener('submit', async (event) => {
    if (ready || !isChanged()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    area.value = await write();
    ready = true;
    // A form that is still telling of its submission ignores a second one, so this waits until it has told all.
    setTimeout(() => form.requestSubmit(submitter));
  }, { capture: true });
}

/** Mark the form as changed so that leaving it asks first. */
export function markChanged(place) {
  const form = place.closest('form');
  if (form) form.dataset.changed = 'yes';
}
