// The network page: reads the address and the data, joins picture, filters, list and details.
import { json } from "../dom.js";
import { root, t } from "../frame.js";
import { suggest } from "../suggest.js";
import { Canvas } from "./canvas.js";
import { gexf, png, save, svg, turtle } from "./exports.js";
import { Filters } from "./filters.js";
import { Labels } from "./labels.js";
import { Looks } from "./looks.js";
import { Ego, Model, filter, gathered, overview } from "./model.js";
import { Panel } from "./panel.js";
import { read, write } from "./view.js";
import { Webgl, able } from "./webgl.js";

const $ = (id) => document.getElementById(id);
const OPENED = 24, MOST = 2000, THINNED = 1100, GATHERED = 900;
const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 900px)");

class Page {
  constructor() {
    this.view = read(location.search);
    this.words = JSON.parse($("words").textContent);
    this.members = {};
    this.lit = null;
    this.hovered = -1;
    this.stages = {};
    this.labels = new Labels($("labels"));
    this.panel = new Panel($("panel"), this);
  }

  async start() {
    this.say(t("network.js.loading"));
    const [data] = await Promise.all([json(`${root}/network/whole.json`), import("../vendor/cytoscape.js")]);
    this.model = new Model(data);
    this.looks = new Looks(this.model);
    if (!this.model.size) return this.say(t("network.js.empty"));
    await this.narrowed();
    this.filters = new Filters($("filters"), this);
    if (this.view.around) await this.center(this.view.around);
    await this.draw({ first: true });
    this.filters.counted();
    this.say("");
    performance.mark("drawn");
    document.documentElement.dataset.drawn = String(Math.round(performance.now()));
    if (this.view.path) await this.walk();
    else if (this.view.select && this.known(this.view.select) >= 0) this.select(this.known(this.view.select), { fly: !this.view.at });
    else this.told();
  }

  known(id) { return this.model.at.get(id) ?? -1; }

  /** Ask which nodes the place and the state leave; the rest of the filters is decided here. */
  async narrowed() {
    const { place, state } = this.view;
    this.members = {};
    if (place || state) {
      try {
        this.members = await json(`${root}/network/members.json?${new URLSearchParams({ place, state })}`);
      } catch (error) {
        this.members = { place: [] };
        this.say(error.message);
      }
    }
    this.refilter();
  }

  refilter() { this.keep = filter(this.model, this.view, this.members); }

  /** Draw what the view lets through, with what fits its number. */
  async draw({ first = false, fit = false } = {}) {
    const { places: whole, lines } = this.ego ? this.ego.shown(this.keep) : overview(this.model, this.keep, this.pinned ?? []);
    const few = !this.ego && whole.size < Math.min(GATHERED, 0.7 * this.model.size);
    const places = few ? gathered(whole, lines, $("map").clientWidth / Math.max(1, $("map").clientHeight)) : whole;
    this.places = places;
    fit ||= few !== Boolean(this.few) && !first;
    this.few = few;
    this.lines = lines.map((line) => ({ ...line, look: this.looks.line(line.facts) }));
    this.order = [...places.keys()].map((index) => {
      const look = this.looks.node(index, this.view), [x, y] = places.get(index);
      return { index, gx: x, gy: y, size: look.size, fill: look.fill, shape: look.shape, label: look.label, weight: look.weight, look };
    }).sort((a, b) => b.weight - a.weight);
    await this.drawnBy(this.wanted());
    this.fill();
    this.labels.resize();
    if (first || fit) { if (first && this.view.at) this.stage.go(this.view.at, true); else this.fit(first); }
    if (this.thinned) this.fill();
    this.light();
    this.tell();
    this.overlay();
    this.remember();
  }

  /** Take what draws; the other one stays, hidden, as it is dear to make. */
  async drawnBy(kind) {
    if (kind === this.kind) return;
    const options = { looks: this.looks, still: () => still.matches, slow: this.power !== "gpu", on: this.events() };
    for (const each of $("map").children) each.hidden = true;
    if (!this.stages[kind]) {
      const box = $("map").appendChild(document.createElement("div"));
      box.className = "drawn";
      this.stages[kind] = kind === "sigma" ? await Webgl.make(box, options) : await Canvas.make(box, options);
    }
    this.stage = this.stages[kind];
    this.stage.box.hidden = false;
    this.stage.resize();
    this.kind = kind;
    document.documentElement.dataset.renderer = kind;
  }

  /**
   * Say what draws: cytoscape up to some thousand nodes; more on a graphics card; without one, where WebGL shows a frame or two a
   * second, cytoscape draws those of most weight in sight. `renderer=sigma` in the address draws all of them all the same.
   */
  wanted() {
    this.thinned = false;
    if (this.order.length <= MOST) return "cytoscape";
    this.power ??= able();
    const chosen = this.view.renderer || (this.power === "gpu" ? "sigma" : "thinned");
    if (chosen === "sigma" && this.power) return "sigma";
    this.thinned = true;
    return "cytoscape";
  }

  fill() {
    let nodes = this.order;
    if (this.thinned) {
      const [x1, y1, x2, y2] = this.stage.extent, dx = (x2 - x1) * 0.25, dy = (y2 - y1) * 0.25;
      nodes = nodes.filter(({ gx, gy }) => gx > x1 - dx && gx < x2 + dx && gy > y1 - dy && gy < y2 + dy).slice(0, THINNED);
      if (!nodes.length) nodes = this.order.slice(0, THINNED);
      const always = this.order.filter(({ index }) => this.lit?.around.has(index)).slice(0, 300);
      nodes = [...new Set([...nodes, ...always])];
    }
    const in_ = new Set(nodes.map(({ index }) => index));
    const lines = nodes === this.order ? this.lines : this.lines.filter(({ s, o }) => in_.has(s) && in_.has(o));
    this.drawn = nodes;
    // What makes a picture of the whole: while it is the same, sigma need not be told again.
    const { at, select, path, from, open, ...asked } = this.view;
    const same = JSON.stringify([asked, this.model.size, this.looks.colours], (_, value) => (value instanceof Set ? [...value] : value));
    if (this.kind === "sigma" && this.stage.same === same) return;
    this.stage.same = same;
    this.stage.set(nodes.map(({ index, gx, gy, look }) => [index, gx, gy, look]), lines);
  }

  events() {
    return {
      node: (index) => this.select(index), line: (key) => this.line(key.split("-").map(Number)), open: (index) => (this.ego ? this.expand(index) : this.surround(index)),
      clear: () => this.clear(), hover: (index) => { this.hovered = index; this.overlay(); }, moved: () => this.moved(),
    };
  }

  moved() {
    this.overlay();
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      if (this.thinned) { this.fill(); this.light(); } else this.stage.settled?.();
      this.view.at = this.stage.at;
      this.remember();
    }, 220);
  }

  overlay() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (!this.stage || !this.order) return;
      const { labels, stage, lit } = this, chosen = this.chosen ?? -1;
      const nodes = function* (order) {
        for (const node of order) {
          const [x, y] = stage.screen(node.gx, node.gy);
          yield { ...node, x, y, r: stage.radius(node.size) };
        }
      };
      const strong = ({ index }) => index === chosen || index === this.hovered || (lit?.nodes.has(index) ?? false);
      const first = this.drawn.filter(strong), rest = this.drawn.filter((each) => !strong(each));
      labels.draw(nodes([...first, ...rest]), { most: this.roomy(), signs: this.kind === "sigma", strong, faded: ({ index }) => lit && !lit.around.has(index), ink: this.looks.of("--ink"), paper: this.looks.of("--paper") });
    });
  }

  /** Return how many names are worth showing: few of a wide view, all that have room of a near one. */
  roomy() { return Math.min(170, Math.round((narrow.matches ? 18 : 36) + 260 * this.stage.at[2] ** 1.5)); }

  // -- the camera

  fit(fast = false, nodes = this.order) {
    if (!nodes.length) return;
    const xs = nodes.map(({ gx }) => gx), ys = nodes.map(({ gy }) => gy);
    const [x1, x2, y1, y2] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const { clientWidth: width, clientHeight: height } = $("map"), room = narrow.matches ? 50 : 110;
    const below = this.covered(), zoom = Math.min((width - room) / Math.max(x2 - x1, 1), (height - below - 90) / Math.max(y2 - y1, 1), 1.3);
    this.stage.go([(x1 + x2) / 2, (y1 + y2) / 2 + (6 + below / 2) / zoom, Math.max(zoom, 0.02)], fast);
  }

  fly(index) {
    const [x, y] = this.places.get(index) ?? [0, 0], zoom = this.stage.at[2];
    const near = Math.max(zoom, this.ego ? 0.8 : 0.75);
    this.stage.go([x, y + this.covered() / 2 / near, near]);
  }

  /** Return how much of the picture a sheet covers, on a phone. */
  covered() { return narrow.matches && document.body.dataset.sheet ? 0.46 * innerHeight - 40 : 0; }

  // -- what is chosen

  select(index, { fly = false, focus = false } = {}) {
    if (!this.places.has(index)) return this.surround(index);
    this.chosen = index;
    this.route = null;
    this.view.select = this.model.id[index];
    this.view.path = null;
    this.light();
    this.panel.node(index);
    this.open();
    if (fly || this.covered()) this.fly(index);
    if (focus) this.panel.box.querySelector("h2")?.focus();
    this.hear(`${t(`js.type.${this.model.className(index)}`)} ${this.model.label[index]}`);
    this.overlay();
    this.remember();
  }

  /** Show where a node of the list stands, without leaving the list. */
  peek(index) {
    if (!this.places.has(index)) return;
    this.hovered = index;
    this.fly(index);
    this.overlay();
  }

  line([s, o]) {
    this.chosen = -1;
    const key = s < o ? `${s}-${o}` : `${o}-${s}`;
    this.route = { nodes: new Set([s, o]), lines: new Set([key]), around: new Set([s, o]) };
    this.light();
    this.panel.line(s, o);
    this.open();
    this.overlay();
  }

  clear() {
    this.chosen = -1;
    this.route = null;
    this.pinned = null;
    Object.assign(this.view, { select: "", path: null, from: "" });
    this.light();
    this.told();
    this.overlay();
    this.remember();
  }

  light() {
    if (this.route) this.lit = this.route;
    else if (this.chosen >= 0 && this.places.has(this.chosen)) {
      const near = this.model.neighbours(this.chosen, this.keep).filter((each) => this.places.has(each));
      this.lit = { nodes: new Set([this.chosen]), lines: new Set(), around: new Set([this.chosen, ...near]) };
    } else this.lit = null;
    this.stage.light(this.lit ? [...this.lit.nodes] : [], this.lit ? [...this.lit.lines] : [], this.lit?.around);
  }

  told() { this.panel.list(this.order.map(({ index }) => index), this.counted()); }
  counted() { return t("network.js.counts", { nodes: this.order.length.toLocaleString(), lines: this.lines.length.toLocaleString() }); }

  tell() {
    const more = this.model.total - this.model.size;
    $("counts").textContent = this.counted() + (this.thinned ? ` · ${t("network.js.thinned", { n: THINNED.toLocaleString() })}` : "") + (more > 0 && !this.ego ? ` · ${t("network.js.beyond", { n: more.toLocaleString() })}` : "");
    $("whole").hidden = !this.ego;
    if (this.panel.box.dataset.shows === "list") this.told();
  }

  // -- surroundings

  left(index) {
    const known = this.model.neighbours(index, this.keep).filter((each) => !this.ego?.places.has(each)).length;
    const whole = this.view.classes || this.view.predicates || this.view.role || this.view.years ? 0 : this.model.degree[index] - this.model.neighbours(index).length;
    return known + Math.max(0, whole);
  }

  /** Read what lies beyond the loaded part, where a node has more neighbours than that. */
  async fetched(id, count) {
    const index = this.known(id);
    if (index >= 0 && this.model.degree[index] <= this.model.neighbours(index).length) return;
    const asked = new URLSearchParams({ around: id, limit: Math.min(2000, count + 40) });
    const type = id.split("/")[0];
    if (type === "target") for (const each of [...this.model.classes.slice(0, 5), "Target", "Observation"]) asked.append("classes", each);
    this.model.merge(await json(`${root}/api/v1/network?${asked}`));
    this.looks.theme();
    this.refilter();
  }

  async center(id) {
    try {
      await this.fetched(id, OPENED);
    } catch (error) {
      this.view.around = "";
      return this.say(error.message);
    }
    this.ego = new Ego(this.model, this.known(id));
    const opened = this.view.open.length ? this.view.open : [[id, OPENED]];
    for (const [each, count] of opened) {
      await this.fetched(each, count).catch(() => {});
      if (this.ego.places.has(this.known(each))) this.ego.open(this.known(each), count, this.keep);
    }
    this.view.open = opened;
  }

  /** Open again what the view says, as a shared address does. */
  replay() {
    this.ego = new Ego(this.model, this.ego.centre);
    this.view.open = this.view.open.filter(([id, count]) => {
      const there = this.ego.places.has(this.known(id));
      if (there) this.ego.open(this.known(id), count, this.keep);
      return there;
    });
  }

  async surround(index) {
    this.view.around = this.model.id[index];
    this.view.open = [];
    this.view.at = null;
    this.pinned = this.route = null;
    await this.center(this.view.around);
    await this.draw({ fit: true });
    this.filters.counted();
    this.select(index);
  }

  async expand(index) {
    const id = this.model.id[index], before = this.view.open.find(([each]) => each === id)?.[1] ?? 0;
    const shown = this.model.neighbours(index, this.keep).filter((each) => this.ego.places.has(each)).length;
    const count = Math.max(before, shown) + OPENED;
    await this.fetched(id, count).catch((error) => this.say(error.message));
    this.ego.open(index, count, this.keep);
    this.view.open = [...this.view.open.filter(([each]) => each !== id), [id, count]];
    await this.draw();
    this.fit();
    this.select(index);
  }

  async collapse(index) {
    this.view.open = this.view.open.filter(([each]) => each !== this.model.id[index]);
    this.replay();
    await this.draw();
    if (this.places.has(index)) this.select(index); else this.clear();
  }

  async whole() {
    this.ego = null;
    this.pinned = null;
    Object.assign(this.view, { around: "", open: [], at: null });
    await this.draw({ fit: true });
    if (this.chosen >= 0 && this.places.has(this.chosen)) this.select(this.chosen, { fly: true }); else this.clear();
  }

  // -- paths

  /** Take a node as the first end of a path, then another one as the second. */
  path(index) {
    const id = this.model.id[index];
    if (!this.view.from || this.view.from === id) {
      this.view.from = id;
      this.say(t("network.js.path.choose", { name: this.model.label[index] }), 6000);
      this.remember();
      this.panel.node(index);
      return;
    }
    this.view.path = [this.view.from, id];
    this.view.from = "";
    this.walk();
  }

  async walk(number = 0) {
    const [start, end] = this.view.path;
    let found;
    try {
      found = await json(`${root}/api/v1/paths?${new URLSearchParams({ start, end, count: 3 })}`);
    } catch (error) {
      this.panel.error(error.message);
      return this.open();
    }
    await this.followed(found, number);
  }

  async followed(found, number) {
    const steps = found.paths[number]?.steps ?? [];
    const thing = ({ iri, id, label, type }) => ({ iri, id, label, type, degree: 1, more: 0 });
    this.model.merge({ nodes: [found.start, found.end, ...found.paths.flatMap((path) => path.steps).flatMap(({ subject, object }) => [subject, object])].map(thing), edges: [] });
    this.model.merge({ nodes: steps.flatMap(({ subject, object }) => [thing(subject), thing(object)]), edges: steps.map((step) => ({ source: step.subject.iri, target: step.object.iri, predicate: step.predicate, role: step.roles[0] ?? "", claims: step.sayings.length, confidence: 1, years: [] })) });
    const nodes = new Set([found.start, ...steps.map((step) => (step.forward ? step.object : step.subject))].map(({ id }) => this.known(id)));
    const ids = [...nodes], lines = new Set(ids.slice(1).map((o, k) => (ids[k] < o ? `${ids[k]}-${o}` : `${o}-${ids[k]}`)));
    this.looks.theme();
    this.refilter();
    if (this.ego && ids.some((each) => !this.ego.places.has(each))) { this.ego = null; Object.assign(this.view, { around: "", open: [] }); }
    this.chosen = -1;
    this.view.select = "";
    this.pinned = ids;
    this.route = { nodes, lines, around: nodes };
    this.open();
    await this.draw();
    this.fit(false, this.order.filter(({ index }) => nodes.has(index)));
    this.panel.paths(found, number, (k) => this.followed(found, k));
    this.overlay();
  }

  // -- filters, address, words

  async changed({ asks = false } = {}) {
    if (asks) await this.narrowed(); else this.refilter();
    if (this.ego) this.replay();
    if (this.chosen >= 0 && !this.ego && !overview(this.model, this.keep).places.has(this.chosen)) { this.chosen = -1; this.view.select = ""; this.told(); }
    await this.draw({ fit: asks || this.few || Boolean(this.ego) });
    this.filters.counted();
    if (!this.order.length) this.say(t("network.js.nothing")); else this.say("");
    this.hear(this.counted());
  }

  remember() {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      const told = write(this.view);
      history.replaceState(null, "", told ? `?${told}` : location.pathname);
      const language = new URL($("language").href);
      $("language").href = `?${told ? `${told}&` : ""}lang=${language.searchParams.get("lang")}`;
    }, 160);
  }

  say(text, time = 0) {
    $("message").textContent = text;
    $("message").hidden = !text;
    clearTimeout(this.saying);
    if (time) this.saying = setTimeout(() => this.say(""), time);
  }

  hear(text) { $("live").textContent = text; }
  open() { if (narrow.matches) document.body.dataset.sheet = "panel"; }

  async take(kind) {
    const { model, places, lines } = this, data = { model, places, lines };
    if (kind === "gexf") return save(gexf(data), "ecograph.gexf", "application/xml");
    if (kind === "ttl") return save(turtle(data), "ecograph.ttl", "text/turtle");
    const nodes = this.drawn.map((node) => { const [x, y] = this.stage.screen(node.gx, node.gy); return { ...node, x, y, r: this.stage.radius(node.size) }; });
    if (kind === "svg") return save(svg({ nodes, lines, labels: this.labels.placed, width: this.labels.width, height: this.labels.height, looks: this.looks }), "ecograph.svg", "image/svg+xml");
    if (this.kind === "sigma") this.stage.sigma.refresh();
    const layers = [...this.stage.box.querySelectorAll("canvas"), this.labels.canvas];
    return save(await png(layers, this.looks.of("--paper")), "ecograph.png");
  }

  // -- keys

  key(event) {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key] && event.shiftKey) this.stage.panBy(...moves[event.key].map((each) => -80 * each));
    else if (moves[event.key]) this.step(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") this.stage.zoomBy(1.3);
    else if (event.key === "-") this.stage.zoomBy(1 / 1.3);
    else if (event.key === "0") this.fit();
    else if (event.key === "Escape") this.clear();
    else if (event.key === "Enter" && this.chosen >= 0) { if (this.ego) this.expand(this.chosen); else this.surround(this.chosen); }
    else return;
    event.preventDefault();
  }

  /** Go to the nearest node in a direction. */
  step(dx, dy) {
    const from = this.places.get(this.chosen) ?? this.stage.at;
    let best = -1, least = Infinity;
    for (const { index, gx, gy } of this.order) {
      const x = gx - from[0], y = gy - from[1], along = x * dx + y * dy, aside = Math.abs(x * dy - y * dx);
      if (index === this.chosen || along <= 0) continue;
      const cost = along + 2.2 * aside;
      if (cost < least) [best, least] = [index, cost];
    }
    if (best >= 0) this.select(best, { fly: true });
  }
}

const page = new Page();

function wire() {
  $("map").addEventListener("keydown", (event) => page.stage && page.key(event));
  $("zoom-in").addEventListener("click", () => page.stage?.zoomBy(1.4));
  $("zoom-out").addEventListener("click", () => page.stage?.zoomBy(1 / 1.4));
  $("zoom-fit").addEventListener("click", () => page.stage && page.fit());
  $("whole").addEventListener("click", () => page.whole());
  for (const each of document.querySelectorAll("[data-take]")) each.addEventListener("click", () => { page.take(each.dataset.take); each.closest("details").open = false; });
  for (const each of document.querySelectorAll("[data-sheet]:not(body)")) each.addEventListener("click", () => { document.body.dataset.sheet = document.body.dataset.sheet === each.dataset.sheet ? "" : each.dataset.sheet; });
  document.addEventListener("theme", () => requestAnimationFrame(() => recolour()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new ResizeObserver(() => { if (page.stage) { page.stage.resize(); page.labels.resize(); page.overlay(); } }).observe($("map"));
  const box = $("network-search");
  suggest(box, { root, t, open: (item) => found(item) });
  box.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await json(`${root}/api/v1/suggest?${new URLSearchParams({ q: box.value.trim(), limit: 1 })}`).catch(() => ({ items: [] }));
    const [first] = answer.items ?? answer;
    if (first) found(first); else page.say(t("network.js.search.none", { text: box.value.trim() }), 4000);
  });
}

async function found(item) {
  const id = item.id ?? page.model.iri(0).slice(0, 0) + item.iri.replace(page.model.base, "");
  if (item.type === "Document") return location.assign(item.href);
  $("network-search").blur();
  if (page.known(id) < 0) {
    try { await page.fetched(id, OPENED); } catch (error) { return page.say(error.message, 5000); }
  }
  const index = page.known(id);
  if (page.places.has(index)) page.select(index, { fly: true }); else page.surround(index);
}

function recolour() {
  if (!page.stage) return;
  page.looks.theme();
  page.stage.theme();
  page.draw();
  page.filters.swatches();
}

window.network = page;
wire();
page.start().catch((error) => page.say(t("network.js.failed", { reason: error.message })));
