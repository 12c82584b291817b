// A field for a signature by hand: keeps each stroke point by point with time and pressure, in the field's own units.
const WIDTH = 1000;
const HEIGHT = 400;
const MOST = 6000;
const FEWEST = 8;

function pointOf(event, canvas, started) {
  const box = canvas.getBoundingClientRect();
  const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
  return {
    x: within(((event.clientX - box.left) / box.width) * WIDTH, WIDTH),
    y: within(((event.clientY - box.top) / box.height) * HEIGHT, HEIGHT),
    t: within(event.timeStamp - started, 3600000),
    p: within((event.pressure || 0.5) * 1000, 1000),
  };
}

export async function start(place) {
  const canvas = place.querySelector('canvas');
  const field = place.querySelector('input[name=strokes]');
  const said = place.querySelector('[data-said]');
  const form = place.closest('form');
  const pen = canvas.getContext('2d');
  pen.lineWidth = 9;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.strokeStyle = '#000';
  let strokes = [];
  let current = null;
  let started = null;

  const count = () => strokes.reduce((sum, stroke) => sum + stroke.length, 0);
  const keep = () => {
    field.value = strokes.length ? JSON.stringify(strokes) : '';
    said.textContent = '';
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button > 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    if (started === null) started = event.timeStamp;
    current = [pointOf(event, canvas, started)];
    strokes.push(current);
    pen.beginPath();
    pen.moveTo(current[0].x, current[0].y);
    pen.lineTo(current[0].x, current[0].y + 1);
    pen.stroke();
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!current) return;
    const events = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
    for (const each of events.length ? events : [event]) {
      const point = pointOf(each, canvas, started);
      const last = current[current.length - 1];
      if (Math.abs(point.x - last.x) + Math.abs(point.y - last.y) < 3) continue;
      if (count() >= MOST) {
        said.textContent = said.dataset.full;
        return;
      }
      current.push(point);
      pen.lineTo(point.x, point.y);
    }
    pen.stroke();
  });
  for (const name of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(name, () => {
      current = null;
      keep();
    });
  }
  place.querySelector('[data-clear]').addEventListener('click', () => {
    strokes = [];
    started = null;
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    keep();
  });
  form.addEventListener('submit', (event) => {
    if (count() >= FEWEST) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    delete form.dataset.sent;
    said.textContent = said.dataset.empty;
    canvas.focus();
  });
}
