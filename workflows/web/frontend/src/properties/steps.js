// A step that is drawn is one that a person does: a task of no kind would be passed at once, and nobody would get it.
import ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory';

class Steps extends ElementFactory {
  create(kind, attributes) {
    const drawn = attributes && attributes.type === 'bpmn:Task' && !attributes.businessObject;
    return super.create(kind, drawn ? { ...attributes, type: 'bpmn:UserTask' } : attributes);
  }
}

export const stepsModule = { elementFactory: ['type', Steps] };
