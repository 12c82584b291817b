// Reads and writes what Hewei keeps in a diagram: spiffworkflow:properties and the text extensions.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';

function extensions(element) {
  const list = getBusinessObject(element).get('extensionElements');
  return list ? list.get('values') : [];
}

function find(element, type) {
  return extensions(element).find((one) => one.$type === type);
}

/** Return the value of one Hewei property of an element, or ''. */
export function readProperty(element, name) {
  const box = find(element, 'spiffworkflow:Properties');
  const property = box && box.get('values').find((one) => one.name === name);
  return property ? property.value || '' : '';
}

/** Return the text of a text extension such as spiffworkflow:InstructionsForEndUser, or ''. */
export function readText(element, type) {
  const box = find(element, type);
  return box ? box.text || '' : '';
}

const OPERATOR = 'spiffworkflow:ServiceTaskOperator';

/** Return what a machine step has done: its id and what it is told, by id in order. */
export function readOperation(element) {
  const box = find(element, OPERATOR);
  const values = (box && box.told && box.told.get('values')) || [];
  return { id: (box && box.get('id')) || '', told: new Map(values.map((one) => [one.get('id'), one.value || ''])) };
}

/** Gives the commands that write extensions, each undone by one undo. */
export class ExtensionWriter {
  constructor(bpmnFactory, commandStack) {
    this.make = (type, parent, attributes) => Object.assign(bpmnFactory.create(type, attributes), { $parent: parent });
    this.run = (commands) => commandStack.execute('properties-panel.multi-command-executor', commands);
  }

  #update(element, target, properties) {
    return { cmd: 'element.updateModdleProperties', context: { element, moddleElement: target, properties } };
  }

  #replace(element, type, fresh) {
    const owner = getBusinessObject(element);
    const list = owner.get('extensionElements');
    if (!list) {
      if (!fresh) return;
      const box = this.make('bpmn:ExtensionElements', owner, { values: [] });
      fresh.$parent = box;
      box.values = [fresh];
      this.run([this.#update(element, owner, { extensionElements: box })]);
      return;
    }
    const rest = list.get('values').filter((one) => one.$type !== type);
    if (fresh) fresh.$parent = list;
    const values = fresh ? [...rest, fresh] : rest;
    const change = values.length
      ? this.#update(element, list, { values })
      : this.#update(element, owner, { extensionElements: undefined });
    this.run([change]);
  }

  writeProperty(element, name, value) {
    const type = 'spiffworkflow:Properties';
    const old = find(element, type);
    const kept = old ? old.get('values').filter((one) => one.name !== name) : [];
    const place = old ? old.get('values').findIndex((one) => one.name === name) : -1;
    const box = this.make(type, null, {});
    const copies = kept.map((one) => this.make('spiffworkflow:Property', box, { name: one.name, value: one.value }));
    if (value) copies.splice(place < 0 ? copies.length : place, 0, this.make('spiffworkflow:Property', box, { name, value }));
    box.values = copies;
    this.#replace(element, type, copies.length ? box : null);
  }

  /** Another operation is told other things: what the old one was told goes with it. */
  writeOperation(element, id) {
    if (id !== readOperation(element).id) this.#replace(element, OPERATOR, id ? this.#operator(element, id, []) : null);
  }

  writeParameter(element, name, value) {
    const { id, told } = readOperation(element);
    told.set(name, value);
    this.#replace(element, OPERATOR, this.#operator(element, id, [...told].filter(([, said]) => said)));
  }

  #operator(element, id, told) {
    const old = find(element, OPERATOR);
    const box = this.make(OPERATOR, null, { id, resultVariable: old && old.resultVariable });
    if (!told.length) return box;
    const list = this.make('spiffworkflow:Parameters', box, {});
    list.values = told.map(([name, value]) => this.make('spiffworkflow:Parameter', list, { id: name, type: 'any', value }));
    box.told = list;
    return box;
  }

  writeText(element, type, text) {
    this.#replace(element, type, text ? this.make(type, null, { text }) : null);
  }
}

ExtensionWriter.$inject = ['bpmnFactory', 'commandStack'];
