// Shows a diagram that can be moved and enlarged; current steps are lit, the way taken is marked.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

import { language, translateModule } from '../words/index.js';
import { canvasIn, readSource } from './source.js';

const SPIFF = 'http://spiffworkflow.org/bpmn/schema/1.0/core';

const WIDE_ENOUGH = 86;

// A label that is drawn for two or three Chinese characters grows to both sides, so that no English word is broken.
function widen(bounds) {
  const width = Number(bounds.getAttribute('width'));
  if (width >= WIDE_ENOUGH) return;
  bounds.setAttribute('x', Number(bounds.getAttribute('x')) - (WIDE_ENOUGH - width) / 2);
  bounds.setAttribute('width', WIDE_ENOUGH);
}

// English pages show the English labels (the property name-en); a pool has that of its process. Only the picture changes.
function labelled(source) {
  if (language() === 'zh') return source;
  const drawn = new DOMParser().parseFromString(source, 'application/xml');
  const pools = [...drawn.getElementsByTagNameNS('*', 'participant')];
  for (const property of drawn.getElementsByTagNameNS(SPIFF, 'property')) {
    const element = property.parentNode.parentNode.parentNode;
    const name = property.getAttribute('name') === 'name-en' ? property.getAttribute('value') : '';
    const pool = pools.find((one) => one.getAttribute('processRef') === element.getAttribute('id'));
    if (name) (pool || element).setAttribute('name', name);
  }
  for (const bounds of drawn.querySelectorAll('BPMNLabel > Bounds')) widen(bounds);
  return new XMLSerializer().serializeToString(drawn);
}

function light(viewer, ids, marker) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  ids.filter((id) => registry.get(id)).forEach((id) => canvas.addMarker(id, marker));
}

// Small labels at the upper right of elements: how often passed, how long it took. `heat` is 0 (cool) to 4 (hot).
function mark(viewer, marks) {
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  Object.entries(marks).filter(([id]) => registry.get(id)).forEach(([id, given]) => {
    const told = typeof given === 'string' ? { text: given } : given;
    const label = document.createElement('span');
    label.className = told.heat === undefined ? 'island-mark' : `island-mark heat-${told.heat}`;
    label.textContent = told.text;
    overlays.add(id, 'mark', { position: { top: -10, right: 10 }, html: label });
    if (told.heat !== undefined) viewer.get('canvas').addMarker(id, `is-heat-${told.heat}`);
  });
}

function showNear(viewer, ids) {
  const canvas = viewer.get('canvas');
  const fitted = canvas.zoom('fit-viewport', 'auto');
  const first = ids.map((id) => viewer.get('elementRegistry').get(id)).find(Boolean);
  if (!first || fitted >= 0.55) return;
  canvas.zoom(0.7);
  canvas.scrollToElement(first, 120);
}

function bindZoom(place, viewer) {
  place.querySelectorAll('[data-zoom]').forEach((button) => {
    button.addEventListener('click', () => {
      const step = button.dataset.zoom;
      if (step === 'fit') viewer.get('canvas').zoom('fit-viewport', 'auto');
      else viewer.get('zoomScroll').stepZoom(step === 'in' ? 1 : -1);
    });
  });
}

export async function start(place) {
  const viewer = new NavigatedViewer({ container: canvasIn(place, 'island-canvas'), additionalModules: [translateModule] });
  await viewer.importXML(labelled(await readSource(place)));
  const current = JSON.parse(place.dataset.current || '[]');
  light(viewer, JSON.parse(place.dataset.visited || '[]'), 'is-visited');
  light(viewer, current, 'is-current');
  mark(viewer, JSON.parse(place.dataset.marks || '{}'));
  showNear(viewer, current);
  bindZoom(place, viewer);
}
