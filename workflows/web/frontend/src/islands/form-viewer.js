// Shows how a form behaves, in the language of the page; nothing that is typed here is kept.
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import { Form } from '@bpmn-io/form-js-viewer';

import { translateBelow } from '../words/form.js';
import { language } from '../words/index.js';
import { canvasIn, readSource } from './source.js';

const WORDED = ['label', 'description', 'text'];

// The English twins of a form's own words stand in the properties of its fields.
function inEnglish(field) {
  const said = field.properties || {};
  const worded = { ...field };
  WORDED.forEach((word) => {
    const own = word === 'label' && field.dateLabel !== undefined ? 'dateLabel' : word;
    if (said[`${word}-en`]) worded[own] = said[`${word}-en`];
  });
  if (field.values) worded.values = field.values.map((each) => ({ ...each, label: said[`en-${each.value}`] || each.label }));
  if (field.components) worded.components = field.components.map(inEnglish);
  return worded;
}

export async function start(place) {
  const container = canvasIn(place, 'island-canvas');
  const form = new Form({ container });
  translateBelow(container);
  const schema = JSON.parse(await readSource(place));
  await form.importSchema(language() === 'en' ? inEnglish(schema) : schema, {});
}
