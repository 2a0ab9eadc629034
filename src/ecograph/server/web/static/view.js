// Draw the graph on a canvas, with emphasis, and tell what lies under a point.
import { Camera, CROWD } from "./camera.js";
import { current } from "./i18n.js";
import { Labels, FONT, draw as drawLabel, measure } from "./labels.js";
import { dark, edgeOf, fillOf, lineOf, trace } from "./shapes.js";

const NAMES = 45;

export class View extends Camera {
  constructor(canvas) {
    super();
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.covers = []; // boxes of the controls that lie over the canvas
    this.selected = null; // a node or a link
    this.hover = null;
    this.focus = null; // the node that the keyboard is on
    this.matches = null; // a Set of nodes while a search is typed
    new ResizeObserver(() => this.resize()).observe(canvas);
  }

  resize() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const before = this.width;
    this.width = width;
    this.height = height;
    const density = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    if (!before) this.overview({ jump: true });
    this.draw();
  }

  show(graph) {
    this.graph = graph;
    this.selected = this.hover = this.focus = this.matches = null;
    if (this.width) this.overview({ jump: true });
  }

  // -- what lies where

  hit(x, y, slack = 5) {
    if (!this.graph) return null;
    for (let i = this.graph.nodes.length - 1; i >= 0; i--) {
      const node = this.graph.nodes[i];
      if (!this.graph.shows(node)) continue;
      const [nx, ny] = this.screen(node);
      if (Math.hypot(nx - x, ny - y) <= this.radius(node) + slack) return node;
    }
    let best = null, least = slack + 3;
    for (const link of this.graph.links) {
      if (!this.graph.shows(link.from) || !this.graph.shows(link.to)) continue;
      const distance = away(x, y, this.screen(link.from), this.screen(link.to));
      if (distance < least) [best, least] = [link, distance];
    }
    return best;
  }

  // -- drawing

  draw() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      this.paint();
    });
  }

  // The nodes that stand out; null when all are equal.
  lit() {
    const subject = this.selected ?? (this.matches ? null : this.hover);
    if (subject?.edges) return new Set([subject.from, subject.to]);
    if (subject) return new Set([subject, ...this.graph.neighbours(subject)]);
    return this.matches;
  }

  paint() {
    const { context, graph } = this, density = window.devicePixelRatio || 1;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    if (!graph || !this.width) return;
    this.style = getComputedStyle(this.canvas);
    const lit = this.lit();
    this.#links(lit);
    const placed = this.#nodes(lit);
    this.#names(lit, placed);
  }

  #standsOut(link, lit) {
    if (!lit) return false;
    if (this.selected?.edges || this.hover?.edges) return link === (this.selected?.edges ? this.selected : this.hover) || (Boolean(this.selected) && !this.selected.edges && (link.from === this.selected || link.to === this.selected));
    const centre = this.selected ?? (this.matches ? null : this.hover);
    return Boolean(centre) && (link.from === centre || link.to === centre);
  }

  #links(lit) {
    const { context, graph } = this, plain = new Map(), strong = [];
    for (const link of graph.links) {
      if (!graph.shows(link.from) || !graph.shows(link.to)) continue;
      if (this.#standsOut(link, lit)) strong.push(link);
      else plain.has(link.key) ? plain.get(link.key).push(link) : plain.set(link.key, [link]);
    }
    context.lineCap = "butt";
    // Where hundreds of lines cross, each must weigh less.
    const weight = Math.min(1, Math.max(0.45, this.camera.k + 0.2));
    for (const [key, links] of plain) this.#stroke(key, links, (lit ? 0.13 : 0.62) * weight, 1);
    for (const link of strong) {
      this.#stroke(link.key, [link], 1, 1.7);
      for (const edge of link.edges) this.#arrow(edge);
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  #stroke(key, links, alpha, thick) {
    const { context } = this, look = this.graph.legend.edges[key] ?? { colour: "#777777", width: 1, dashes: [] };
    context.strokeStyle = lineOf(look.colour);
    context.globalAlpha = alpha;
    context.lineWidth = look.width * thick * Math.min(1.5, Math.max(0.7, Math.sqrt(this.camera.k)));
    context.setLineDash(this.hasty ? [] : look.dashes ?? []);
    context.beginPath();
    for (const link of links) {
      context.moveTo(...this.screen(link.from));
      context.lineTo(...this.screen(link.to));
    }
    context.stroke();
  }

  #arrow(edge) {
    const { context, graph } = this, from = graph.byIri.get(edge.source), to = graph.byIri.get(edge.target);
    const [x, y] = this.screen(from), [tx, ty] = this.screen(to);
    const angle = Math.atan2(ty - y, tx - x), back = this.radius(to) + 4;
    const [px, py] = [tx - Math.cos(angle) * back, ty - Math.sin(angle) * back];
    context.setLineDash([]);
    context.fillStyle = lineOf(graph.legend.edges[graph.lookKey(edge)]?.colour ?? "#777777");
    context.beginPath();
    context.moveTo(px, py);
    for (const turn of [2.72, -2.72]) context.lineTo(px + Math.cos(angle + turn) * 9, py + Math.sin(angle + turn) * 9);
    context.fill();
  }

  #nodes(lit) {
    const { context, graph } = this, seen = [];
    const halo = this.style.getPropertyValue("--paper");
    for (const node of graph.nodes) {
      if (!graph.shows(node)) continue;
      const [x, y] = this.screen(node), radius = this.radius(node);
      if (x < -40 || y < -40 || x > this.width + 40 || y > this.height + 40) continue;
      seen.push([node, x, y, radius]);
    }
    if (this.hasty) return this.#nodesPlainly(seen, lit);
    for (const [node, x, y, radius] of seen) {
      const look = graph.legend.nodes[node.type] ?? { colour: "#999999", shape: "circle" };
      const faint = lit && !lit.has(node);
      trace(context, look.shape, x, y, radius);
      // Paper below a faint symbol, so that lines do not shine through it.
      context.lineWidth = 4;
      context.strokeStyle = context.fillStyle = halo;
      context.stroke();
      context.fill();
      context.globalAlpha = faint ? 0.22 : 1;
      context.fillStyle = fillOf(look.colour);
      context.fill();
      context.lineWidth = 1.3;
      context.strokeStyle = edgeOf(look.colour);
      context.stroke();
      context.globalAlpha = 1;
      if (node === this.selected || node === this.focus) this.#ring(node, x, y, radius);
    }
    return seen;
  }

  // One path for all symbols of a class.
  #nodesPlainly(seen, lit) {
    const { context, graph } = this;
    for (const faint of lit ? [true, false] : [false]) {
      context.globalAlpha = faint ? 0.22 : 1;
      for (const [type, look] of Object.entries(graph.legend.nodes)) {
        context.beginPath();
        for (const [node, x, y, radius] of seen) {
          if (node.type === type && (lit ? !lit.has(node) : false) === faint) trace(context, look.shape, x, y, radius, true);
        }
        context.fillStyle = fillOf(look.colour);
        context.fill();
      }
    }
    context.globalAlpha = 1;
    return seen;
  }

  #ring(node, x, y, radius) {
    const { context } = this;
    context.strokeStyle = this.style.getPropertyValue(node === this.selected ? "--accent" : "--ink");
    context.lineWidth = 2.5;
    context.setLineDash(node === this.selected ? [] : [4, 3]);
    context.beginPath();
    context.arc(x, y, radius + 6, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  }

  #names(lit, seen) {
    const { context } = this, labels = new Labels(this.width, this.height);
    const ink = this.style.getPropertyValue("--ink"), halo = this.style.getPropertyValue("--paper");
    context.font = FONT;
    context.textAlign = "center";
    context.textBaseline = "middle";
    // Among thousands of symbols a label that avoided each of them would find no place at all.
    const special = new Set([this.selected, this.hover, this.focus, this.selected?.from, this.selected?.to].filter(Boolean));
    const crowded = seen.length > CROWD;
    for (const [node, x, y, r] of crowded && !lit ? [] : seen) {
      if (!lit || lit.has(node)) labels.block({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, owner: node, soft: !special.has(node) });
    }
    for (const box of this.covers) labels.block(box);
    const rank = (node) => (special.has(node) ? 1e6 : 0) + (lit?.has(node) ? 1e5 : 0) + node.degree;
    const order = seen.filter(([node]) => !lit || lit.has(node) || special.has(node)).sort((a, b) => rank(b[0]) - rank(a[0]));
    const drawn = [];
    // The best connected eighth is named even over a symbol or two of the others.
    const hubs = Math.max(6, Math.ceil(order.length / 8));
    order.slice(0, this.hasty ? NAMES : order.length).forEach(([node, x, y, r], i) => {
      if (crowded && !lit && drawn.length >= NAMES) return;
      const must = special.has(node), full = must || this.camera.k > 1.9;
      const label = labels.place(context, node, node.label, x, y, r, { full, must, over: must ? 4 : lit || i < hubs ? 1 : 0 });
      if (label) drawn.push(label);
    });
    this.#verbs(labels, lit, halo);
    for (const label of drawn.reverse()) drawLabel(context, label, ink, halo);
  }

  // Name the relation on the lines that stand out, where there is room.
  #verbs(labels, lit, paper) {
    const { context, graph } = this, muted = this.style.getPropertyValue("--muted");
    const links = lit ? graph.links.filter((link) => this.#standsOut(link, lit) && graph.shows(link.from) && graph.shows(link.to)) : [];
    if (links.length > 16) return; // a word on each of many lines hides the lines; the details name them
    for (const link of links) {
      const [x, y] = this.screen(link.from), [tx, ty] = this.screen(link.to);
      const text = [...new Set(link.edges.map((edge) => graph.edgeName(edge, current())))].join(" · ");
      const w = measure(context, text) + 10, h = 18;
      if (Math.hypot(tx - x, ty - y) < w + 24) continue;
      const box = { x: (x + tx) / 2 - w / 2, y: (y + ty) / 2 - h / 2, w, h, owner: link };
      if (labels.cost(box, link)) continue;
      labels.block(box);
      context.fillStyle = paper;
      context.globalAlpha = dark() ? 0.86 : 0.92;
      context.fillRect(box.x, box.y, box.w, box.h);
      context.globalAlpha = 1;
      context.fillStyle = muted;
      context.fillText(text, box.x + w / 2, box.y + h / 2 + 1);
    }
  }
}

function away(x, y, [ax, ay], [bx, by]) {
  const dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
  const share = length ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}
