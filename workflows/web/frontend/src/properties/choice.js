// Values that exist here are chosen, not remembered: forms, roles, tables, and papers or periods beside a text.
import { SelectEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { jsx, jsxs } from '@bpmn-io/properties-panel/preact/jsx-runtime';

import { say } from '../words/index.js';

function words([value, title]) {
  return title && title !== value ? say(`${title}（${value}）`, `${title} (${value})`) : value;
}

function options(first, choices) {
  return [{ value: '', label: first }, ...choices.map((one) => ({ value: one[0], label: words(one) }))];
}

/** One of those that exist; what the file says stays to be seen, even where it exists no longer. */
export function Choice({ choices, ...props }) {
  const value = props.getValue();
  const missing = value && !choices.some(([known]) => known === value);
  const strange = [value, say('这里没有', 'does not exist here')];
  const getOptions = () => options(say('（无）', '(none)'), missing ? [strange, ...choices] : choices);
  return jsx(SelectEntry, { ...props, getOptions });
}

/** A text, with a list from which it is filled in; several values stand apart by commas. */
export function Picked({ choices, several, ...props }) {
  const value = props.getValue();
  const said = value.split(',').map((one) => one.trim()).filter(Boolean);
  const named = choices.filter(([known]) => said.includes(known)).map(words);
  const add = (chosen) => props.setValue(several && said.length ? [...said, chosen].join(', ') : chosen);
  return jsxs('div', {
    children: [
      jsx(TextFieldEntry, { ...props, description: named.join(say('；', '; ')) || props.description }),
      jsx(SelectEntry, {
        element: props.element,
        id: `${props.id}-pick`,
        label: '',
        getValue: () => '',
        setValue: (chosen) => chosen && !said.includes(chosen) && add(chosen),
        getOptions: () => options(say('从列表中选……', 'Choose from the list …'), choices),
      }),
    ],
  });
}
