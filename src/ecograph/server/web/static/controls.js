// Pointer and keyboard on the map. `pick` is called with a node, a link or null.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function pointer(view, pick) {
  const { canvas } = view, down = new Map();
  let travelled = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    canvas.setPointerCapture(event.pointerId);
    if (!down.size) travelled = 0;
    down.set(event.pointerId, at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    const now = at(event), before = down.get(event.pointerId);
    if (!before) return hover(view, event.pointerType === "mouse" ? now : null);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (down.size === 2) pinch(view, [...down.entries()].find(([id]) => id !== event.pointerId)[1], before, now);
    else if (travelled > 4) {
      canvas.classList.add("moving");
      view.pan(now[0] - before[0], now[1] - before[1]);
    }
    return down.set(event.pointerId, now);
  });
  const release = (event) => {
    const known = down.delete(event.pointerId);
    canvas.classList.remove("moving");
    if (known && event.type === "pointerup" && travelled <= 4 && !down.size) {
      const found = view.hit(...at(event), event.pointerType === "mouse" ? 5 : 14);
      view.focus = found && !found.edges ? found : null;
      pick(found);
    }
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => hover(view, null));
  canvas.addEventListener("dblclick", (event) => view.hit(...at(event)) || view.zoom(1.8));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    view.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * lines)) * (event.ctrlKey ? 0.01 : 0.0022)), at(event));
  }, { passive: false });
}

function hover(view, place) {
  const found = place ? view.hit(...place) : null;
  if (found === view.hover) return;
  view.hover = found;
  view.canvas.classList.toggle("pointing", Boolean(found));
  view.draw();
}

function pinch(view, still, before, now) {
  const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
  view.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
  view.zoom(distance(still, now) / Math.max(1, distance(still, before)), [(still[0] + now[0]) / 2, (still[1] + now[1]) / 2]);
}

export function keyboard(view, { pick, clear, announce }) {
  const actions = {
    Enter: () => view.focus && pick(view.focus, { keyboard: true }),
    " ": () => view.focus && pick(view.focus, { keyboard: true }),
    Escape: clear,
    "+": () => view.zoom(1.35),
    "=": () => view.zoom(1.35),
    "-": () => view.zoom(1 / 1.35),
    0: () => view.fit(),
  };
  view.canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !view.graph) return;
    const step = ARROWS[event.key];
    if (step) go(view, next(view, step), announce);
    else if (actions[event.key]) actions[event.key]();
    else return;
    event.preventDefault();
  });
}

function go(view, node, announce) {
  if (!node) return;
  view.focus = node;
  view.reveal(node);
  view.draw();
  announce(node);
}

// The nearest node in the arrow's direction; distance across the arrow counts more than along it.
function next(view, [dx, dy]) {
  const shown = view.graph.visible();
  if (!view.focus || !view.graph.shows(view.focus)) return (view.selected && !view.selected.edges && view.selected) || shown.at(-1);
  let best = null, least = Infinity;
  for (const node of shown) {
    const x = node.x - view.focus.x, y = node.y - view.focus.y;
    const along = x * dx + y * dy, across = Math.abs(x * dy) + Math.abs(y * dx);
    if (node === view.focus || along <= 0.5) continue;
    const cost = along + across * 2.2;
    if (cost < least) [best, least] = [node, cost];
  }
  return best;
}
