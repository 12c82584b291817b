// Shows how a form behaves; nothing that is typed here is kept.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import { Form } from '@bpmn-io/form-js-viewer';

import { translateBelow } from '../words/form.js';
import { canvasIn, readSource } from './source.js';

export async function start(place) {
  const container = canvasIn(place, 'island-canvas');
  const form = new Form({ container });
  translateBelow(container);
  await form.importSchema(JSON.parse(await readSource(place)), {});
}
