// Undo and redo as buttons: keys need the canvas to have the focus, and a telephone has none.
import { say } from '../words/index.js';

function button(words, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = words;
  made.disabled = true;
  made.addEventListener('click', act);
  return made;
}

/** Offer both beside the form's own buttons; `stack` gives the command stack that is in use now. Returns what follows it. */
export function offerUndo(place, stack) {
  const actions = place.closest('form')?.querySelector('.actions');
  const undo = button(say('撤销', 'Undo'), () => stack().undo());
  const redo = button(say('重做', 'Redo'), () => stack().redo());
  if (actions) actions.prepend(undo, redo);
  return () => {
    undo.disabled = !stack().canUndo();
    redo.disabled = !stack().canRedo();
  };
}
