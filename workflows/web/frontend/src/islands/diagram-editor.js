// Edits a diagram, with the properties panel; what other tools wrote into the file is kept.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';

import { heweiPropertiesModule } from '../properties/provider.js';
import descriptor from '../properties/spiffworkflow.json';
import { translateModule } from '../words/index.js';
import { canvasIn, markChanged, readSource, saveWithForm } from './source.js';

export async function start(place) {
  const container = canvasIn(place, 'island-canvas');
  const panel = canvasIn(place, 'island-panel');
  const modeler = new Modeler({
    container,
    propertiesPanel: { parent: panel },
    additionalModules: [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, heweiPropertiesModule, translateModule],
    moddleExtensions: { spiffworkflow: descriptor },
  });
  await modeler.importXML(await readSource(place));
  modeler.get('canvas').zoom('fit-viewport', 'auto');
  let changed = false;
  modeler.on('commandStack.changed', () => {
    changed = true;
    markChanged(place);
  });
  saveWithForm(place, () => changed, async () => (await modeler.saveXML({ format: true })).xml);
}
