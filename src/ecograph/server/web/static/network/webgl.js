// Draw with sigma, by WebGL: tens of thousands of nodes.

/** Say what can draw: "gpu", "software", or "" where there is no WebGL2. */
export function able() {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    if (!context) return "";
    const told = context.getExtension("WEBGL_debug_renderer_info");
    const name = told ? String(context.getParameter(told.UNMASKED_RENDERER_WEBGL)) : "";
    context.getExtension("WEBGL_lose_context")?.loseContext();
    return /swiftshader|llvmpipe|software|basic render/i.test(name) ? "software" : "gpu";
  } catch {
    return "";
  }
}

export class Webgl {
  static async make(box, options) {
    const { Graph, Sigma } = await import("../vendor/sigma.js");
    return new Webgl(Graph, Sigma, box, options);
  }

  constructor(Graph, Sigma, box, { looks, on, still, slow }) {
    Object.assign(this, { box, looks, still, lit: null });
    this.graph = new Graph({ type: "undirected", multi: false });
    this.sigma = new Sigma(this.graph, box, {
      renderLabels: false, renderEdgeLabels: false, hideEdgesOnMove: slow, enableEdgeEvents: !slow, zIndex: false, minCameraRatio: 0.005, maxCameraRatio: 6, stagePadding: 20,
      defaultEdgeColor: looks.of("--line"), allowInvalidContainer: true, zoomToSizeRatioFunction: (ratio) => Math.sqrt(ratio) ** 1.3,
      nodeReducer: (node, data) => (!this.lit || this.lit.around.has(Number(node)) ? this.lit?.nodes.has(Number(node)) ? { ...data, size: data.size * 1.6 } : data : { ...data, color: looks.of("--line"), size: data.size * 0.7 }),
      edgeReducer: (edge, data) => (!this.lit ? data : this.lit.lines.has(edge.slice(1)) ? { ...data, color: looks.of("--accent"), size: 3 } : this.lit.inside(edge.slice(1)) ? data : { ...data, hidden: true }),
    });
    this.sigma.on("clickNode", ({ node }) => on.node(Number(node)));
    this.sigma.on("doubleClickNode", ({ node, event }) => { event.preventSigmaDefault(); on.open(Number(node)); });
    this.sigma.on("clickEdge", ({ edge }) => on.line(edge.slice(1)));
    this.sigma.on("clickStage", () => on.clear());
    this.sigma.on("enterNode", ({ node }) => { box.classList.add("pointing"); on.hover(Number(node)); });
    this.sigma.on("leaveNode", () => { box.classList.remove("pointing"); on.hover(-1); });
    this.sigma.on("afterRender", () => on.moved());
  }

  set(nodes, lines) {
    this.graph.clear();
    for (const [index, x, y, look] of nodes) this.graph.addNode(String(index), { x, y: -y, size: Math.max(1.6, look.size * 0.42), color: look.fill });
    for (const { key, s, o, look } of lines) this.graph.addEdgeWithKey(`e${key}`, String(s), String(o), { size: look.width * 0.5, color: this.soft(look.colour) });
    this.sigma.refresh();
  }

  /** Mix a colour into the paper: many lines over each other would be a black cloud. */
  soft(colour) {
    const numbers = (text) => (text.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map((each) => (text.startsWith("color(") ? 255 * each : Number(each)));
    const a = numbers(colour), b = numbers(this.looks.of("--paper"));
    return `rgb(${a.map((each, k) => Math.round(each * 0.4 + b[k] * 0.6)).join(",")})`;
  }

  light(nodes, lines, around) {
    const inside = (key) => { const [s, o] = key.split("-").map(Number); return around.has(s) && around.has(o); };
    this.lit = around ? { nodes: new Set(nodes), lines: new Set(lines), around, inside } : null;
    this.sigma.refresh();
  }

  theme() { this.sigma.refresh(); }
  screen(x, y) { const found = this.sigma.graphToViewport({ x, y: -y }); return [found.x, found.y]; }
  radius(size) { return this.sigma.scaleSize(Math.max(1.6, size * 0.42)); }
  get extent() {
    const a = this.sigma.viewportToGraph({ x: 0, y: 0 }), b = this.sigma.viewportToGraph({ x: this.box.clientWidth, y: this.box.clientHeight });
    return [Math.min(a.x, b.x), Math.min(-a.y, -b.y), Math.max(a.x, b.x), Math.max(-a.y, -b.y)];
  }
  get at() { const [x1, y1, x2, y2] = this.extent; return [(x1 + x2) / 2, (y1 + y2) / 2, this.box.clientWidth / (x2 - x1)]; }

  go([x, y, zoom], fast = false) {
    const camera = this.sigma.getCamera(), now = this.at[2], ratio = (camera.ratio * now) / zoom;
    const point = this.sigma.viewportToFramedGraph(this.sigma.graphToViewport({ x, y: -y }));
    const state = { x: point.x, y: point.y, ratio };
    if (fast || this.still()) camera.setState(state); else camera.animate(state, { duration: 380 });
  }

  zoomBy(factor) { const camera = this.sigma.getCamera(); camera.animate({ ratio: camera.ratio / factor }, { duration: this.still() ? 0 : 160 }); }
  panBy(dx, dy) {
    const camera = this.sigma.getCamera(), a = this.sigma.viewportToFramedGraph({ x: 0, y: 0 }), b = this.sigma.viewportToFramedGraph({ x: dx, y: dy });
    camera.setState({ x: camera.x - (b.x - a.x), y: camera.y - (b.y - a.y) });
  }
  resize() { this.sigma.resize(); this.sigma.refresh(); }
  destroy() { this.sigma.kill(); }
}
