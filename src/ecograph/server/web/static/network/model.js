// The network as data: nodes and facts in columns, what a view lets through, and the surroundings of a node as they are opened.

export const PREDICATES = ["responsibleFor", "worksFor", "partOf", "locatedIn", "within", "governedBy", "issued"];
const RING = 150, STEP = 105, ROOM = 92;

export class Model {
  constructor(data) {
    Object.assign(this, data);
    this.at = new Map(data.id.map((id, index) => [id, index]));
    this.near = data.id.map(() => []);
    this.parts = data.looks.map((look) => look.split(":"));
    this.s.forEach((s, e) => { this.near[s].push(e); this.near[this.o[e]].push(e); });
  }

  get size() { return this.id.length; }
  iri(index) { return this.id[index].includes("://") ? this.id[index] : this.base + this.id[index]; }
  className(index) { return this.classes[this.type[index]]; }
  predicate(e) { return this.parts[this.look[e]][0]; }
  role(e) { return this.parts[this.look[e]][1]; }
  other(e, index) { return this.s[e] === index ? this.o[e] : this.s[e]; }

  /** Return the neighbours of a node, the best supported first, each once. */
  neighbours(index, keep = () => true) {
    return [...new Set(this.near[index].filter(keep).map((e) => this.other(e, index)))];
  }

  /** Take in a network of the API: what lay beyond the part that was loaded. */
  merge(found) {
    for (const node of found.nodes) {
      if (this.at.has(node.id)) continue;
      let type = this.classes.indexOf(node.type);
      if (type < 0) type = this.classes.push(node.type) - 1;
      this.at.set(node.id, this.size);
      this.near.push([]);
      for (const [column, value] of Object.entries({
        id: node.id, label: node.label, type, degree: node.degree + node.more, x: 0, y: 0, community: -1, rank: 20,
      })) this[column].push(value);
    }
    const known = new Set(this.s.map((s, e) => `${s} ${this.o[e]} ${this.looks[this.look[e]]}`));
    const ids = new Map(found.nodes.map((node) => [node.iri, this.at.get(node.id)]));
    for (const edge of found.edges) {
      const s = ids.get(edge.source), o = ids.get(edge.target), look = `${edge.predicate}:${edge.role}`;
      if (s === o || known.has(`${s} ${o} ${look}`)) continue;
      const e = this.s.push(s) - 1;
      this.o.push(o);
      this.look.push(this.numbered(this.looks, look, () => this.parts.push(look.split(":"))));
      this.claims.push(edge.claims);
      this.confidence.push(Math.round(100 * (edge.confidence ?? 0)));
      this.year.push(this.years.push(edge.years) - 1);
      this.near[s].push(e);
      this.near[o].push(e);
    }
  }

  numbered(list, value, added) {
    const at = list.indexOf(value);
    if (at >= 0) return at;
    added();
    return list.push(value) - 1;
  }
}

/** Return a test of facts: whether a view lets one through; `members` are the nodes that its place and its state leave. */
export function filter(model, view, members = {}) {
  const shows = (set, name) => !set || set.has(name);
  const classes = model.classes.map((name) => shows(view.classes, name));
  const looks = model.parts.map(([predicate, role]) => shows(view.predicates, predicate) && (!view.role || role === view.role));
  const years = model.years.map((told) => !view.years || told.some((year) => year >= view.years[0] && year <= view.years[1]));
  const sets = [members.place, members.state].filter(Boolean).map((each) => new Set(each));
  return (e) => looks[model.look[e]] && (years[model.year[e]] ?? !view.years) && model.confidence[e] >= view.confidence
    && classes[model.type[model.s[e]]] && classes[model.type[model.o[e]]]
    && sets.every((set) => set.has(model.s[e]) || set.has(model.o[e]));
}

/** Return what of the whole network is shown: nodes, and the facts between two of them as one line. */
export function overview(model, keep, also = []) {
  const nodes = new Set(also);
  for (let e = 0; e < model.s.length; e++) if (keep(e)) { nodes.add(model.s[e]); nodes.add(model.o[e]); }
  const places = new Map([...nodes].map((i) => [i, [model.x[i], model.y[i]]]));
  return { places, lines: lines(model, nodes, keep, new Set(also)) };
}

/** Return the places of what a filter leaves, drawn together: each connected part keeps its shape, the largest come first. */
export function gathered(places, lines, aspect) {
  const part = new Map([...places.keys()].map((node) => [node, node]));
  const root = (node) => { let at = node; while (part.get(at) !== at) { part.set(at, part.get(part.get(at))); at = part.get(at); } return at; };
  for (const { s, o } of lines) part.set(root(s), root(o));
  const parts = new Map();
  for (const node of places.keys()) { const at = root(node); if (!parts.has(at)) parts.set(at, []); parts.get(at).push(node); }
  const boxes = [...parts.values()].map((nodes) => {
    const xs = nodes.map((node) => places.get(node)[0]), ys = nodes.map((node) => places.get(node)[1]);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return { nodes, x, y, width: Math.max(...xs) - x + 110, height: Math.max(...ys) - y + 62 };
  }).sort((a, b) => b.nodes.length - a.nodes.length || b.height - a.height || a.nodes[0] - b.nodes[0]);
  const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0), limit = Math.max(Math.sqrt(area * aspect) * 1.1, ...boxes.map(({ width }) => width));
  const found = new Map();
  let x = 0, y = 0, high = 0;
  for (const box of boxes) {
    if (x && x + box.width > limit) { y += high; x = 0; high = 0; }
    for (const node of box.nodes) { const [a, b] = places.get(node); found.set(node, [a - box.x + x, b - box.y + y]); }
    x += box.width;
    high = Math.max(high, box.height);
  }
  return found;
}

function lines(model, nodes, keep, always = new Set()) {
  const found = new Map();
  for (let e = 0; e < model.s.length; e++) {
    const s = model.s[e], o = model.o[e];
    if (!nodes.has(s) || !nodes.has(o) || !(keep(e) || (always.has(s) && always.has(o)))) continue;
    const key = s < o ? `${s}-${o}` : `${o}-${s}`;
    const line = found.get(key);
    if (line) line.facts.push(e); else found.set(key, { key, s, o, facts: [e] });
  }
  return [...found.values()];
}

/** The surroundings of a node: it stands in the middle, what is opened later fans out from where it was opened. */
export class Ego {
  constructor(model, centre) {
    Object.assign(this, { model, centre, opened: new Map(), places: new Map([[centre, [0, 0]]]) });
  }

  /** Show up to `count` neighbours of a node, those shown already among them; return how many are left. */
  open(index, count, keep) {
    const every = this.model.neighbours(index, keep);
    const fresh = every.filter((each) => !this.places.has(each));
    const room = Math.max(0, count - (every.length - fresh.length) + (index === this.centre ? 0 : 1));
    const taken = this.grouped(index, fresh.slice(0, room), keep);
    this.opened.set(index, count);
    if (index === this.centre) this.ring(taken); else this.fan(index, taken);
    return fresh.length - taken.length;
  }

  grouped(index, nodes, keep) {
    const by = (node) => {
      const e = this.model.near[index].find((each) => keep(each) && this.model.other(each, index) === node);
      return PREDICATES.indexOf(this.model.predicate(e)) * 100 + this.model.type[node];
    };
    return nodes.map((node) => [by(node), node]).sort((a, b) => a[0] - b[0]).map(([, node]) => node);
  }

  ring(nodes) {
    const before = this.places.size - 1;
    const first = nodes.length <= 20 ? Math.max(RING, (nodes.length * ROOM) / 7) : RING;
    let radius = first + (before ? STEP * Math.ceil(before / 9) : 0);
    for (let done = 0; done < nodes.length; radius += STEP) {
      const part = nodes.slice(done, done + nodes.length <= 20 ? nodes.length : Math.floor((7 * radius) / ROOM));
      part.forEach((node, k) => {
        const angle = -Math.PI / 2 + (2 * Math.PI * (k + (radius > first ? 0.5 : 0))) / part.length;
        this.places.set(node, [1.25 * radius * Math.cos(angle), radius * Math.sin(angle)]);
      });
      done += part.length;
    }
    this.relax(nodes);
  }

  fan(index, nodes) {
    const [x, y] = this.places.get(index), [cx, cy] = this.places.get(this.centre);
    const towards = Math.atan2(y - cy, x - cx), arc = (150 * Math.PI) / 180;
    let radius = 120;
    for (let done = 0; done < nodes.length; radius += 85) {
      const part = nodes.slice(done, done + Math.max(3, Math.floor((arc * radius) / ROOM) + 1));
      part.forEach((node, k) => {
        const angle = towards + (part.length > 1 ? arc * (k / (part.length - 1) - 0.5) : 0);
        this.places.set(node, [x + 1.2 * radius * Math.cos(angle), y + radius * Math.sin(angle)]);
      });
      done += part.length;
    }
    this.relax(nodes);
  }

  /** Move fresh nodes off others, so that each has room for its label. */
  relax(fresh) {
    const all = [...this.places.keys()];
    for (let round = 0; round < 60; round++) {
      let moved = false;
      for (const one of fresh) {
        const a = this.places.get(one);
        for (const other of all) {
          if (other === one) continue;
          const b = this.places.get(other);
          const dx = a[0] - b[0] || 0.1, dy = a[1] - b[1] || 0.1;
          const shortX = 100 - Math.abs(dx), shortY = 46 - Math.abs(dy);
          if (shortX <= 0 || shortY <= 0) continue;
          moved = true;
          if (shortX / 2 < shortY) a[0] += Math.sign(dx) * shortX * 0.5; else a[1] += Math.sign(dy) * shortY * 0.5;
        }
      }
      if (!moved) return;
    }
  }

  shown(keep) { return { places: this.places, lines: lines(this.model, new Set(this.places.keys()), keep) }; }
}
