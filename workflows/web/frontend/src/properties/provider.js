// The properties group of Hewei: form, period, law, role, papers, and the FEEL that the standard asks for.
import {
  isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited, TextAreaEntry, TextFieldEntry,
} from '@bpmn-io/properties-panel';
import { jsx } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { useService } from 'bpmn-js-properties-panel';

import { say } from '../words/index.js';
import { Choice, Picked } from './choice.js';
import { ExtensionWriter, readOperation, readProperty, readText } from './extension.js';
import { FIELDS, parameterFields } from './fields.js';

function Field({ element, id, field }) {
  const writer = useService('heweiExtension');
  const debounce = useService('debounceInput');
  const bpmnFactory = useService('bpmnFactory');
  const modeling = useService('modeling');
  const choices = useService('heweiChoices')[field.choose || field.pick] || [];
  const tools = { writer, bpmnFactory, modeling };
  return jsx(entryOf(field), {
    element,
    id,
    label: say(field.zh, field.en),
    description: field.hint ? say(field.hint[0], field.hint[1]) : undefined,
    getValue: () => SOURCES[field.from].read(element, field),
    setValue: (value) => SOURCES[field.from].write(element, field, value || '', tools),
    debounce,
    monospace: Boolean(field.feel),
    rows: field.long ? 3 : undefined,
    choices,
    several: field.several,
  });
}

function entryOf(field) {
  if (field.choose) return Choice;
  if (field.pick) return Picked;
  return field.long ? TextAreaEntry : TextFieldEntry;
}

function isEdited(field) {
  if (field.choose) return isSelectEntryEdited;
  return field.long ? isTextAreaEntryEdited : isTextFieldEntryEdited;
}

const SOURCES = {
  property: {
    read: (element, field) => readProperty(element, field.name),
    write: (element, field, value, { writer }) => writer.writeProperty(element, field.name, value),
  },
  text: {
    read: (element, field) => readText(element, field.name),
    write: (element, field, value, { writer }) => writer.writeText(element, field.name, value),
  },
  attribute: {
    read: (element, field) => getBusinessObject(element).get(field.name) || '',
    write: (element, field, value, { modeling }) => modeling.updateProperties(element, { [field.name]: value || undefined }),
  },
  operation: {
    read: (element) => readOperation(element).id,
    write: (element, field, value, { writer }) => writer.writeOperation(element, value),
  },
  parameter: {
    read: (element, field) => readOperation(element).told.get(field.name) || '',
    write: (element, field, value, { writer }) => writer.writeParameter(element, field.name, value),
  },
  condition: {
    read: (element) => (getBusinessObject(element).conditionExpression || {}).body || '',
    write: (element, field, value, { modeling, bpmnFactory }) =>
      modeling.updateProperties(element, {
        conditionExpression: value ? bpmnFactory.create('bpmn:FormalExpression', { body: value }) : undefined,
      }),
  },
};

// What an event waits for stands above, open; what is said about an element stands below.
function ordered([general, ...groups], own) {
  const below = groups.filter(({ id }) => id === 'documentation');
  const above = groups.filter(({ id }) => id !== 'documentation');
  return [general, ...above.map((group) => ({ ...group, shouldOpen: true })), own, ...below];
}

class HeweiProperties {
  constructor(propertiesPanel, choices) {
    this.parameters = choices.parameters || [];
    propertiesPanel.registerProvider(400, this);
  }

  #fields(element) {
    const fields = FIELDS.filter((field) => isAny(element, field.on) && !(field.not && is(element, field.not)));
    if (!is(element, 'bpmn:ServiceTask')) return fields;
    const place = fields.findIndex((field) => field.from === 'operation') + 1;
    return [...fields.slice(0, place), ...parameterFields(readOperation(element), this.parameters), ...fields.slice(place)];
  }

  getGroups(element) {
    return (groups) => {
      const fields = this.#fields(element);
      if (!fields.length) return groups;
      const entries = fields.map((field) => ({
        id: `hewei-${field.from === 'parameter' ? 'told-' : ''}${field.name.replace(':', '-')}`,
        field,
        component: Field,
        isEdited: isEdited(field),
      }));
      const group = { id: 'hewei', label: say('和为', 'Hewei'), entries, shouldOpen: true };
      return ordered(groups, group);
    };
  }
}

HeweiProperties.$inject = ['propertiesPanel', 'heweiChoices'];

/** The group, which offers *choices*: by kind, pairs of a value and what it is called. */
export function heweiPropertiesModule(choices) {
  return {
    __init__: ['heweiProperties'],
    heweiProperties: ['type', HeweiProperties],
    heweiExtension: ['type', ExtensionWriter],
    heweiChoices: ['value', choices],
  };
}
