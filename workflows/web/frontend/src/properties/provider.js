// The properties group of Hewei: form, period, law, role, papers, and the FEEL that the standard asks for.
import { isTextAreaEntryEdited, isTextFieldEntryEdited, TextAreaEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { jsx } from '@bpmn-io/properties-panel/preact/jsx-runtime';
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { useService } from 'bpmn-js-properties-panel';

import { say } from '../words/index.js';
import { ExtensionWriter, readProperty, readText } from './extension.js';
import { FIELDS } from './fields.js';

function Field({ element, id, field }) {
  const writer = useService('heweiExtension');
  const debounce = useService('debounceInput');
  const bpmnFactory = useService('bpmnFactory');
  const modeling = useService('modeling');
  const tools = { writer, bpmnFactory, modeling };
  return jsx(field.long ? TextAreaEntry : TextFieldEntry, {
    element,
    id,
    label: say(field.zh, field.en),
    description: field.hint ? say(field.hint[0], field.hint[1]) : undefined,
    getValue: () => SOURCES[field.from].read(element, field),
    setValue: (value) => SOURCES[field.from].write(element, field, value || '', tools),
    debounce,
    monospace: Boolean(field.feel),
    rows: field.long ? 3 : undefined,
  });
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
  condition: {
    read: (element) => (getBusinessObject(element).conditionExpression || {}).body || '',
    write: (element, field, value, { modeling, bpmnFactory }) =>
      modeling.updateProperties(element, {
        conditionExpression: value ? bpmnFactory.create('bpmn:FormalExpression', { body: value }) : undefined,
      }),
  },
};

class HeweiProperties {
  constructor(propertiesPanel) {
    propertiesPanel.registerProvider(400, this);
  }

  getGroups(element) {
    return (groups) => {
      const fields = FIELDS.filter((field) => isAny(element, field.on) && !(field.not && is(element, field.not)));
      if (!fields.length) return groups;
      const entries = fields.map((field) => ({
        id: `hewei-${field.name.replace(':', '-')}`,
        field,
        component: Field,
        isEdited: field.long ? isTextAreaEntryEdited : isTextFieldEntryEdited,
      }));
      const group = { id: 'hewei', label: say('和为', 'Hewei'), entries, shouldOpen: true };
      return [...groups.slice(0, 1), group, ...groups.slice(1)];
    };
  }
}

HeweiProperties.$inject = ['propertiesPanel'];

export const heweiPropertiesModule = {
  __init__: ['heweiProperties'],
  heweiProperties: ['type', HeweiProperties],
  heweiExtension: ['type', ExtensionWriter],
};
