// Draw with cytoscape, on a canvas: up to some thousand nodes.
const WEDGE = "-1 -0.8 1 -0.8 0 1";

export class Canvas {
  static async make(box, options) {
    const { default: cytoscape } = await import("../vendor/cytoscape.js");
    return new Canvas(cytoscape, box, options);
  }

  constructor(cytoscape, box, { looks, on, still }) {
    Object.assign(this, { box, looks, still, grow: 1 });
    this.cy = cytoscape({
      container: box, style: this.style(), layout: { name: "preset" }, autoungrabify: true, boxSelectionEnabled: false, selectionType: "single",
      minZoom: 0.02, maxZoom: 6, pixelRatio: Math.min(devicePixelRatio || 1, 2), hideEdgesOnViewport: false, textureOnViewport: false, styleEnabled: true,
    });
    this.cy.on("tap", (event) => {
      if (event.target === this.cy) on.clear();
      else if (event.target.isNode()) on.node(Number(event.target.id()));
      else on.line(event.target.id().slice(1));
    });
    this.cy.on("dbltap", "node", (event) => on.open(Number(event.target.id())));
    this.cy.on("mouseover", "node", (event) => { box.classList.add("pointing"); on.hover(Number(event.target.id())); });
    this.cy.on("mouseover", "edge", () => box.classList.add("pointing"));
    this.cy.on("mouseout", "node, edge", () => { box.classList.remove("pointing"); on.hover(-1); });
    this.cy.on("viewport resize", () => on.moved());
  }

  style() {
    const of = (name) => this.looks.of(name);
    return [
      { selector: "node", style: { width: "data(wide)", height: "data(wide)", shape: "data(shape)", "background-color": "data(fill)", "border-width": "data(edge)", "border-color": of("--ink"), "border-opacity": 0.45, "overlay-opacity": 0, events: "yes" } },
      { selector: "node[shape = 'polygon']", style: { "shape-polygon-points": WEDGE } },
      { selector: "edge", style: { width: "data(width)", "line-color": "data(colour)", "line-opacity": 0.7, "curve-style": "haystack", "haystack-radius": 0, "overlay-opacity": 0 } },
      { selector: "edge[dash]", style: { "line-style": "dashed", "line-dash-pattern": "data(dash)" } },
      { selector: "edge[?arrow]", style: { "curve-style": "straight", "target-arrow-shape": "triangle", "target-arrow-color": "data(colour)", "arrow-scale": 0.8 } },
      { selector: ".faded", style: { opacity: 0.2 } },
      { selector: "node.lit", style: { "border-width": 3, "border-color": of("--accent"), "border-opacity": 1 } },
      { selector: "edge.lit", style: { "line-opacity": 1, "line-color": of("--accent"), "target-arrow-color": of("--accent"), width: 3 } },
    ];
  }

  /** Show these nodes ([index, x, y, look]) and lines; what is there already stays. */
  set(nodes, lines) {
    const span = nodes.reduce((box, [, x, y]) => [Math.min(box[0], x), Math.max(box[1], x), Math.min(box[2], y), Math.max(box[3], y)], [1e9, -1e9, 1e9, -1e9]);
    const zoom = Math.min(this.box.clientWidth / Math.max(span[1] - span[0], 300), this.box.clientHeight / Math.max(span[3] - span[2], 300));
    this.grow = this.larger(zoom);
    const arrows = lines.length < 260;
    const wanted = new Map();
    for (const [index, x, y, look] of nodes) {
      wanted.set(String(index), { group: "nodes", data: { id: String(index), wide: 2 * look.size * this.grow, shape: look.shape === "wedge" ? "polygon" : look.shape, fill: look.fill, edge: 0.8 * this.grow }, position: { x, y } });
    }
    for (const { key, s, o, look } of lines) {
      const data = { id: `e${key}`, source: String(s), target: String(o), width: look.width * Math.sqrt(this.grow), colour: look.colour };
      if (look.dashes.length && lines.length < 1500) data.dash = look.dashes;
      if (arrows) data.arrow = true;
      wanted.set(data.id, { group: "edges", data });
    }
    this.cy.batch(() => {
      const gone = this.cy.elements().filter((each) => !wanted.has(each.id()));
      if (gone.length) gone.remove();
      const fresh = [];
      for (const [id, element] of wanted) {
        const there = this.cy.getElementById(id);
        if (!there.length) fresh.push(element);
        else { there.data(element.data); if (element.position) there.position(element.position); }
      }
      this.cy.add(fresh);
    });
  }

  /** Far away, signs are larger than life, so that they can be seen. */
  larger(zoom) { return Math.min(2.6, Math.max(1, 0.42 / zoom)); }

  /** Fit the size of signs to how near they are now. */
  settled() {
    const wanted = this.larger(this.cy.zoom()), by = wanted / this.grow;
    if (by > 0.8 && by < 1.25) return;
    this.grow = wanted;
    this.cy.batch(() => {
      this.cy.nodes().forEach((each) => { each.data({ wide: each.data("wide") * by, edge: each.data("edge") * by }); });
      this.cy.edges().forEach((each) => { each.data("width", each.data("width") * Math.sqrt(by)); });
    });
  }

  light(nodes, lines, around) {
    this.cy.batch(() => {
      this.cy.elements(".faded, .lit").removeClass("faded lit");
      if (!around) return;
      this.cy.elements().filter((each) => !(each.isNode() ? around.has(Number(each.id())) : around.has(Number(each.source().id())) && around.has(Number(each.target().id())))).addClass("faded");
      for (const each of nodes) this.cy.getElementById(String(each)).addClass("lit");
      for (const key of lines) this.cy.getElementById(`e${key}`).addClass("lit");
    });
  }

  theme() { this.cy.style(this.style()); }
  screen(x, y) { const { x: px, y: py } = this.cy.pan(), z = this.cy.zoom(); return [x * z + px, y * z + py]; }
  radius(size) { return size * this.grow * this.cy.zoom(); }
  get at() { const { x1, x2, y1, y2 } = this.cy.extent(); return [(x1 + x2) / 2, (y1 + y2) / 2, this.cy.zoom()]; }
  get extent() { const { x1, x2, y1, y2 } = this.cy.extent(); return [x1, y1, x2, y2]; }

  go([x, y, zoom], fast = false) {
    const pan = { x: this.cy.width() / 2 - x * zoom, y: this.cy.height() / 2 - y * zoom };
    this.cy.stop();
    if (fast || this.still()) this.cy.viewport({ zoom, pan });
    else this.cy.animate({ zoom, pan }, { duration: 380, easing: "ease-in-out-cubic" });
  }

  zoomBy(factor) { this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } }); }
  panBy(x, y) { this.cy.panBy({ x, y }); }
  resize() { this.cy.resize(); }
  destroy() { this.cy.destroy(); }
}
