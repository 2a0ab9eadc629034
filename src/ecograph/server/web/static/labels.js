// Place labels without collisions: the more important first, each in one of eight places around its symbol, or not at all.
const CELL = 48;
const LINE = 15;
const widths = new Map();

export const FONT = '12px "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';

export class Labels {
  constructor(width, height) {
    this.cells = new Map();
    this.width = width;
    this.height = height;
  }

  // Keep labels off this box; a `soft` one (a lesser symbol) gives way to a label that matters more.
  block(box) {
    for (const key of keys(box)) this.cells.has(key) ? this.cells.get(key).push(box) : this.cells.set(key, [box]);
  }

  // How many soft boxes lie under it; Infinity where something hard does.
  cost(box, owner) {
    const under = new Set();
    for (const key of keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other.owner === owner || box.x >= other.x + other.w || other.x >= box.x + box.w || box.y >= other.y + other.h || other.y >= box.y + box.h) continue;
        if (!other.soft) return Infinity;
        under.add(other);
      }
    }
    return under.size;
  }

  // Return {lines, box} or null. A label may hide up to `over` lesser symbols; a `must` label is placed whatever it hides.
  place(context, owner, text, x, y, radius, { full = false, must = false, over = 0 } = {}) {
    const lines = wrap(context, text, full);
    const w = Math.max(...lines.map((line) => measure(context, line))) + 6;
    const h = lines.length * LINE + 2;
    const gap = radius + 3;
    const near = radius * 0.7 + 2;
    const spots = [
      [x - w / 2, y + gap], [x - w / 2, y - gap - h], [x + gap, y - h / 2], [x - gap - w, y - h / 2],
      [x + near, y + near - 4], [x + near, y - near - h + 4], [x - near - w, y + near - 4], [x - near - w, y - near - h + 4],
    ];
    let best = null, least = over + 1;
    for (const [left, top] of spots) {
      if (left < 2 || top < 2 || left + w > this.width - 2 || top + h > this.height - 2) continue;
      const box = { x: left, y: top, w, h, owner }, cost = this.cost(box, owner);
      if (cost < least) [best, least] = [box, cost];
      if (cost === 0) break;
    }
    if (!best && must) best = { x: Math.max(2, Math.min(this.width - w - 2, spots[0][0])), y: spots[0][1], w, h, owner };
    return best && this.#keep(best, lines);
  }

  #keep(box, lines) {
    this.block(box);
    return { lines, box };
  }
}

export function draw(context, { lines, box }, ink, halo) {
  context.lineWidth = 3.5;
  context.lineJoin = "round";
  context.strokeStyle = halo;
  context.fillStyle = ink;
  lines.forEach((line, i) => {
    const x = box.x + box.w / 2, y = box.y + 1 + LINE * (i + 0.5);
    context.strokeText(line, x, y);
    context.fillText(line, x, y);
  });
}

// Break a name into lines of about ten Chinese characters; a long one is cut unless it is wanted in full.
export function wrap(context, text, full) {
  const most = full ? 5 : 2, room = 124;
  if (measure(context, text) <= room + 24) return [text];
  const lines = [];
  let line = "";
  for (const piece of text.match(/[\w.%-]+\s?|[\s\S]/gu) ?? []) {
    if (line && measure(context, line + piece) > room && !/^[，。、；：”’》）)]/.test(piece)) {
      lines.push(line);
      line = "";
    }
    line += piece;
  }
  lines.push(line);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1].slice(0, -1)}…`];
}

export function measure(context, text) {
  let width = widths.get(text);
  if (width === undefined) {
    if (widths.size > 20000) widths.clear();
    width = context.measureText(text).width;
    widths.set(text, width);
  }
  return width;
}

function* keys({ x, y, w, h }) {
  for (let i = Math.floor(x / CELL); i <= Math.floor((x + w) / CELL); i++) {
    for (let j = Math.floor(y / CELL); j <= Math.floor((y + h) / CELL); j++) yield i * 65536 + j;
  }
}
