// Edits a decision table; cells are FEEL.
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css';
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import DmnModeler from 'dmn-js/lib/Modeler';

import { translateModule } from '../words/index.js';
import { canvasIn, markChanged, readSource, saveWithForm } from './source.js';
import { offerUndo } from './undo.js';

export async function start(place) {
  const common = { additionalModules: [translateModule] };
  const modeler = new DmnModeler({
    container: canvasIn(place, 'island-canvas'),
    drd: common,
    decisionTable: common,
    literalExpression: common,
  });
  await modeler.importXML(await readSource(place));
  const table = modeler.getViews().find((view) => view.type === 'decisionTable');
  if (table) await modeler.open(table);
  const follow = offerUndo(place, () => modeler.getActiveViewer().get('commandStack'));
  let changed = false;
  const watched = new Set();
  const watch = () => {
    const viewer = modeler.getActiveViewer();
    if (!viewer || watched.has(viewer)) return;
    watched.add(viewer);
    viewer.get('eventBus').on('commandStack.changed', () => {
      follow();
      changed = true;
      markChanged(place);
    });
  };
  modeler.on('views.changed', watch);
  watch();
  saveWithForm(place, () => changed, async () => (await modeler.saveXML({ format: true })).xml);
}
