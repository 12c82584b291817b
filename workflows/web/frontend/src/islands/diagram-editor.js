// Edits a diagram, with the properties panel; what other tools wrote into the file is kept.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';

import { heweiPropertiesModule } from '../properties/provider.js';
import { stepsModule } from '../properties/steps.js';
import descriptor from '../properties/spiffworkflow.json';
import { translateModule } from '../words/index.js';
import { canvasIn, markChanged, readSource, saveWithForm } from './source.js';
import { offerUndo } from './undo.js';

// The palette lies on the canvas, in one column or two; the diagram begins to its right, a small one in its own size.
function fitBesidePalette(canvas) {
  const palette = canvas.getContainer().querySelector('.djs-palette');
  const taken = palette ? palette.offsetLeft + palette.offsetWidth + 12 : 0;
  canvas.zoom('fit-viewport', 'auto');
  const { outer, inner, scale } = canvas.viewbox();
  const width = (inner.width * outer.width) / (outer.width - taken);
  const shown = Math.max(width, outer.width / Math.min(scale, 1));
  const height = (shown * outer.height) / outer.width;
  const left = (taken * shown) / outer.width;
  canvas.viewbox({ x: inner.x - left, y: inner.y - (height - inner.height) / 2, width: shown, height });
}

// A finding leads to its element: it is chosen, so the panel beside it shows what to mend, and stands in the middle.
// What has no shape of its own, such as the timer of an event, is found in the element that holds it.
function holds(drawn, id) {
  const { eventDefinitions = [], loopCharacteristics } = drawn.businessObject || {};
  return [...eventDefinitions, loopCharacteristics].some((part) => part && part.id === id);
}

function showNamed(modeler) {
  const id = decodeURIComponent(window.location.hash.slice(1));
  const registry = modeler.get('elementRegistry');
  const named = id && (registry.get(id) || registry.find((drawn) => holds(drawn, id)));
  if (!named) return;
  modeler.get('selection').select(named);
  modeler.get('canvas').scrollToElement(named, 120);
}

export async function start(place) {
  const container = canvasIn(place, 'island-canvas');
  const panel = canvasIn(place, 'island-panel');
  const modeler = new Modeler({
    container,
    canvas: { autoFocus: true },
    propertiesPanel: { parent: panel },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      heweiPropertiesModule(JSON.parse(place.dataset.choices || '{}')),
      stepsModule,
      translateModule,
    ],
    moddleExtensions: { spiffworkflow: descriptor },
  });
  await modeler.importXML(await readSource(place));
  fitBesidePalette(modeler.get('canvas'));
  setTimeout(() => showNamed(modeler), 100); // the panel follows the selection once it stands
  window.addEventListener('hashchange', () => showNamed(modeler));
  const follow = offerUndo(place, () => modeler.get('commandStack'));
  let changed = false;
  modeler.on('commandStack.changed', () => {
    follow();
    changed = true;
    markChanged(place);
  });
  saveWithForm(place, () => changed, async () => (await modeler.saveXML({ format: true })).xml);
}
