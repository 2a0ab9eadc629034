// Shapes, edges and labels.
// --- the shapes ---
const SIDES = { triangle: [3, -90], wedge: [3, 90], diamond: [4, -90], pentagon: [5, -90], hexagon: [6, 0], square: [4, -45] };
const SIZE = { triangle: 1.2, wedge: 1.2, square: 1.25, diamond: 1.25, pentagon: 1.12, hexagon: 1.08 };

function outline(shape, radius) {
  const size = radius * (SIZE[shape] || 1);
  if (!SIDES[shape]) return `M${-size} 0A${size} ${size} 0 1 1 ${size} 0A${size} ${size} 0 1 1 ${-size} 0Z`;
  const [sides, start] = SIDES[shape];
  const corners = Array.from({ length: sides }, (_, i) => {
    const angle = ((start + (360 * i) / sides) * Math.PI) / 180;
    return `${(size * Math.cos(angle)).toFixed(2)} ${(size * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${corners.join("L")}Z`;
}

// On dark paper colours are lifted a little, greys a lot.
const grey = (colour) => colour.slice(1, 3) === colour.slice(3, 5) && colour.slice(3, 5) === colour.slice(5, 7);
const tone = (colour) => `color-mix(in srgb, ${colour}, white var(${grey(colour) ? "--lift-grey" : "--lift"}))`;
const markers = new Map();

function marker(colour) {
  if (!markers.has(colour)) {
    const id = `head${markers.size}`;
    const head = draw("marker", { id, orient: "auto", markerUnits: "userSpaceOnUse", markerWidth: 10, markerHeight: 8, refX: 1, refY: 4 });
    const tip = draw("path", { d: "M0 1L9 4L0 7Z" });
    tip.style.fill = tone(colour);
    head.append(tip);
    $("#picture defs").append(head);
    markers.set(colour, id);
  }
  return `url(#${markers.get(colour)})`;
}

function stroke(path, style) {
  path.style.stroke = tone(style.colour);
  path.style.strokeWidth = `${style.width * 1.15}px`;
  if (style.dashes.length) path.style.strokeDasharray = style.dashes.join(" ");
}

for (const edge of edges) {
  edge.element = draw("g", { class: "edge" });
  edge.line = draw("path", { class: "line", "marker-end": marker(edgeStyle(edge).colour) });
  edge.hit = draw("path", { class: "hit" });
  stroke(edge.line, edgeStyle(edge));
  edge.element.append(edge.line, edge.hit);
  $("#edges").append(edge.element);
}
for (const node of nodes) {
  node.element = draw("g", { class: "node", role: "button", tabindex: -1 });
  node.shape = draw("path", { class: "shape" });
  node.shape.style.fill = nodeStyle(node).colour;
  node.ring = draw("circle", { class: "ring" });
  node.element.append(node.ring, node.shape);
  $("#nodes").append(node.element);
  node.text = draw("text", { class: "label" });
  for (const line of node.lines) {
    const part = draw("tspan");
    part.textContent = line;
    node.text.append(part);
  }
  $("#labels").append(node.text);
}
if (nodes.length) nodes[0].element.setAttribute("tabindex", 0);

// --- drawing: moving only shifts the map; a new scale places everything again ---
const size = () => Math.max(0.5, Math.min(1.5, view.scale));
const at = (node) => [node.x * view.scale, node.y * view.scale];
const shown = (i) => !hidden.has(nodes[i].type);
const edgeShown = (edge) => shown(edge.from) && shown(edge.to) && !hidden.has(edgeKey(edge));

function move() {
  fitted = false;
  $("#map").setAttribute("transform", `translate(${view.x.toFixed(1)} ${view.y.toFixed(1)})`);
}

function curve(edge) {
  const [ax, ay] = at(nodes[edge.from]), [bx, by] = at(nodes[edge.to]);
  const cx = (ax + bx) / 2 - edge.bend * (by - ay), cy = (ay + by) / 2 + edge.bend * (bx - ax);
  const cut = (x, y, away) => {
    const length = Math.hypot(cx - x, cy - y) || 1, part = Math.min(away, length) / length;
    return `${(x + (cx - x) * part).toFixed(1)} ${(y + (cy - y) * part).toFixed(1)}`;
  };
  const start = cut(ax, ay, nodes[edge.from].radius * size() + 1);
  return `M${start}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${cut(bx, by, nodes[edge.to].radius * size() + 10)}`;
}

function place() {
  for (const edge of edges) {
    const path = curve(edge);
    edge.line.setAttribute("d", path);
    edge.hit.setAttribute("d", path);
  }
  for (const node of nodes) {
    const [x, y] = at(node);
    node.element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    node.shape.setAttribute("d", outline(nodeStyle(node).shape, node.radius * size()));
    node.ring.setAttribute("r", (node.radius * size() * 1.2 + 4).toFixed(1));
  }
  move();
  label();
}

// The chosen node's label comes first, then its neighbours', then the best connected; who finds no room waits for a larger
// scale. The hubs may cover small symbols rather than stay without a name.
function label() {
  const focus = focused();
  const apart = (a, b) => a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
  const symbols = [], texts = [];
  nodes.forEach((node, i) => {
    node.text.classList.add("gone");
    if (!shown(i)) return;
    const [x, y] = at(node), r = node.radius * size();
    symbols.push([x - r, y - r, x + r, y + r]);
  });
  const rank = (i) => (i === focus.node ? 2e6 : focus.nodes.has(i) ? 1e6 : 0) + near[i].size;
  const order = nodes.map((_, i) => i).filter(shown).sort((a, b) => rank(b) - rank(a) || a - b);
  order.forEach((i, turn) => {
    const bold = focus.nodes.has(i) || (turn < 15 && near[i].size > 3);
    const open = spots(nodes[i], i).filter(({ box }) => texts.every((other) => apart(box, other)));
    const covered = ({ box }) => symbols.filter((other) => !apart(box, other)).length;
    const spot = open.find((each) => !covered(each)) || (bold && open.sort((a, b) => covered(a) - covered(b))[0]);
    if (!spot) return;
    texts.push(spot.box);
    write(nodes[i], spot);
  });
}

function spots(node, i) {
  const [x, y] = at(node), r = node.radius * size() + 4, w = node.width, h = node.lines.length * LINE;
  const below = { box: [x - w / 2, y + r, x + w / 2, y + r + h], anchor: "middle", x };
  const above = { box: [x - w / 2, y - r - h, x + w / 2, y - r], anchor: "middle", x };
  const right = { box: [x + r, y - h / 2, x + r + w, y + h / 2], anchor: "start", x: x + r };
  const left = { box: [x - r - w, y - h / 2, x - r, y + h / 2], anchor: "end", x: x - r };
  if (near[i].size !== 1) return [below, above, right, left];
  const [other] = near[i], [ox, oy] = at(nodes[other]), dx = x - ox, dy = y - oy;
  const sides = dx > 0 ? [right, left] : [left, right], ends = dy > 0 ? [below, above] : [above, below];
  return Math.abs(dx) > Math.abs(dy) ? [sides[0], ...ends, sides[1]] : [ends[0], ...sides, ends[1]];
}

function write(node, spot) {
  node.text.classList.remove("gone");
  node.text.setAttribute("text-anchor", spot.anchor);
  [...node.text.children].forEach((part, row) => {
    part.setAttribute("x", spot.x.toFixed(1));
    part.setAttribute("y", (spot.box[1] + FONT * 0.98 + row * LINE).toFixed(1));
  });
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; place(); });
}

function zoom(factor, x, y) {
  const box = $("#picture").getBoundingClientRect();
  const [px, py] = [x === undefined ? box.width / 2 : x - box.left, y === undefined ? box.height / 2 : y - box.top];
  const scale = Math.max(0.08, Math.min(6, view.scale * factor)), part = scale / view.scale;
  view = { scale, x: px - (px - view.x) * part, y: py - (py - view.y) * part };
  soon();
}

function fit() {
  const box = $("#picture").getBoundingClientRect();
  const xs = nodes.map((node) => node.x), ys = nodes.map((node) => node.y);
  if (!nodes.length || !box.width) return;
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((box.width - Math.min(210, box.width * 0.25)) / (right - left || 1), (box.height - 110) / (bottom - top || 1), 2.2);
  view.scale = Math.max(scale, 0.08);
  view.x = box.width / 2 - ((left + right) / 2) * view.scale;
  view.y = box.height / 2 - ((top + bottom) / 2) * view.scale;
  place();
  fitted = true;
}

function centre(i) {
  const box = $("#picture").getBoundingClientRect();
  view.scale = Math.max(view.scale, 1);
  const [x, y] = at(nodes[i]);
  view.x = box.width / 2 - x;
  view.y = box.height / 2 - y;
  place();
}
