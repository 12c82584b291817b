// Edits a form by dragging fields; a field's key is a path into the case document.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import { FormEditor } from '@bpmn-io/form-js-editor';

import { translateBelow } from '../words/form.js';
import { canvasIn, markChanged, readSource, saveWithForm } from './source.js';
import { offerUndo } from './undo.js';

export async function start(place) {
  const container = canvasIn(place, 'island-canvas');
  const editor = new FormEditor({ container });
  translateBelow(container);
  await editor.importSchema(JSON.parse(await readSource(place)));
  editor.on('commandStack.changed', offerUndo(place, () => editor.get('commandStack')));
  let changed = false;
  editor.on('changed', () => {
    changed = true;
    markChanged(place);
  });
  saveWithForm(place, () => changed, async () => `${JSON.stringify(editor.saveSchema(), null, 2)}\n`);
}
