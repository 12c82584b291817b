// The one script of every page: htmx with its evaluating parts off, small manners, and the islands on demand.
import htmx from 'htmx.org';

import { startIntake } from './intake.js';
import { startManners } from './manners.js';

Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  scrollIntoViewOnBoost: false,
});

const ISLANDS = {
  'diagram-viewer': () => import('./islands/diagram-viewer.js'),
  'diagram-editor': () => import('./islands/diagram-editor.js'),
  'table-editor': () => import('./islands/table-editor.js'),
  'form-editor': () => import('./islands/form-editor.js'),
  'form-viewer': () => import('./islands/form-viewer.js'),
  'signature-pad': () => import('./islands/signature-pad.js'),
};

async function land(place) {
  const load = ISLANDS[place.dataset.island];
  if (!load || place.dataset.landed) return;
  place.dataset.landed = 'yes';
  try {
    const island = await load();
    place.classList.add('is-ready');
    await island.start(place);
  } catch (error) {
    place.classList.replace('is-ready', 'is-broken');
    place.setAttribute('data-error', String(error && error.message ? error.message : error));
    console.error(error);
  }
}

function landAll(root) {
  root.querySelectorAll('[data-island]').forEach((place) => {
    const fold = place.closest('details:not([open])');
    if (fold) fold.addEventListener('toggle', () => land(place), { once: true });
    else land(place);
  });
}

landAll(document);
startManners(document);
startIntake(document);
document.addEventListener('htmx:afterSettle', (event) => landAll(event.target));
