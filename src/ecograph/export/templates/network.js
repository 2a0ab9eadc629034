"use strict";
(() => {
  const { nodes, edges, legend } = JSON.parse(document.getElementById("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const FONT = 12, LINE = 15;
  const WORDS = {
    zh: {
      search: "查找机构、项目……", none: "没有找到", legend: "图例与筛选", language: "English", theme: "深色/浅色",
      in: "放大", out: "缩小", fit: "显示全部", picture: "网络图：方向键移动，加减号缩放，Tab 进入节点",
      hello: "点选节点或连线，查看原文证据", hint: "拖动平移，滚轮缩放；“/”查找，“0”显示全部，Esc 取消选择。节点上按方向键移到相邻节点。",
      relations: "关系", evidence: "原文证据", noEvidence: "没有记录原文。", aliases: "又称", count: (n, m) => `${n} 个节点 · ${m} 条关系`,
      plan: "计划", doing: "进行中", done: "已完成", denied: "被否认", stated: "",
    },
    en: {
      search: "Find an agency, a project …", none: "Nothing found", legend: "Legend and filter", language: "中文", theme: "Dark/light",
      in: "Zoom in", out: "Zoom out", fit: "Show all", picture: "Network: arrow keys move, plus and minus zoom, Tab enters the nodes",
      hello: "Choose a node or a line to read its source", hint: "Drag to move, wheel to zoom; “/” finds, “0” shows all, Esc clears. Arrow keys on a node go to the nearest one.",
      relations: "Relations", evidence: "Evidence, verbatim", noEvidence: "No source is recorded.", aliases: "Also",
      count: (n, m) => `${n} nodes · ${m} relations`, plan: "planned", doing: "under way", done: "done", denied: "denied", stated: "",
    },
  };
  const OTHER_NODE = { zh: "其他", en: "Other", colour: "#999999", shape: "circle", radius: 6 };
  const OTHER_EDGE = { zh: "相关", en: "related to", colour: "#999999", width: 1.1, dashes: [] };

  const $ = (selector) => document.querySelector(selector);
  const make = (name, attributes = {}, text = "") => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    return element;
  };
  const draw = (name, attributes = {}) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // What the reader chose last time; a page from a disk may be refused the storage.
  const memory = {
    get(key) { try { return localStorage.getItem(`ecograph.${key}`); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`ecograph.${key}`, value); } catch { /* not kept, no harm */ } },
  };

  let language = memory.get("language") || ((navigator.language || "zh").startsWith("zh") ? "zh" : "en");
  let theme = memory.get("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  let view = { x: 0, y: 0, scale: 1 };
  let fitted = true; // until the reader moves
  let chosen = null; // {node: i} or {edge: i}
  let hovered = null;
  const hidden = new Set(); // keys of the legend that are switched off
  const word = (key) => WORDS[language][key];

  // --- the values ---
  const nodeStyle = (node) => legend.nodes[node.type] || OTHER_NODE;
  const edgeKey = (edge) => (legend.edges[`${edge.predicate}:${edge.role}`] ? `${edge.predicate}:${edge.role}` : edge.predicate);
  const edgeStyle = (edge) => legend.edges[edgeKey(edge)] || OTHER_EDGE;
  const near = nodes.map(() => new Set());
  const own = nodes.map(() => []);
  const pairs = new Map();
  edges.forEach((edge, i) => {
    near[edge.from].add(edge.to); near[edge.to].add(edge.from);
    own[edge.from].push(i);
    if (edge.to !== edge.from) own[edge.to].push(i);
    const pair = [edge.from, edge.to].sort((a, b) => a - b).join();
    const turn = pairs.get(pair) || 0;
    pairs.set(pair, turn + 1);
    edge.bend = 0.2 * Math.ceil(turn / 2) * (turn % 2 ? 1 : -1) * (edge.from > edge.to ? -1 : 1);
  });
  nodes.forEach((node, i) => {
    node.radius = nodeStyle(node).radius * Math.min(1 + 0.16 * Math.log2(Math.max(near[i].size, 1)), 1.9);
    node.y = -node.y; // the file counts upwards, the screen downwards
    node.lines = wrap(node.label);
    node.width = Math.max(...node.lines.map(em)) * FONT;
  });

  function em(text) {
    let width = 0;
    for (const sign of text) width += sign.codePointAt(0) > 0x2000 ? 1 : 0.56;
    return width;
  }

  // Lines of about equal length, at most about eight characters; numbers and Latin words stay whole.
  function wrap(text) {
    const tokens = text.match(/[A-Za-z0-9.,%+/_-]+|./gu) || [""];
    const count = Math.max(1, Math.ceil(em(text) / 8)), even = Math.max(em(text) / count, 2);
    const tries = [0, 1, 2, 8].map((more) => fill(tokens, Math.min(even + more, 8)));
    const lines = tries.find((found) => found.length <= count) || tries[3];
    return lines.length > 5 ? [...lines.slice(0, 4), `${lines[4].slice(0, -1)}…`] : lines;
  }

  function fill(tokens, limit) {
    const lines = [""];
    for (const token of tokens) {
      const last = lines[lines.length - 1];
      const glued = "，。、；：！？）》」』”’】％%…".includes(token) || /[（《「『“‘【]$/.test(last);
      if (last && !glued && em(last + token) > limit + 0.5) lines.push(token.trim());
      else lines[lines.length - 1] += token;
    }
    return lines;
  }

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

  // --- what is looked at ---
  function focused() {
    const target = hovered || chosen;
    if (!target) return { node: null, nodes: new Set(), edges: new Set() };
    if (target.edge !== undefined) {
      const edge = edges[target.edge];
      return { node: null, nodes: new Set([edge.from, edge.to]), edges: new Set([target.edge]) };
    }
    return { node: target.node, nodes: new Set([target.node, ...near[target.node]]), edges: new Set(own[target.node]) };
  }

  function paint() {
    const focus = focused(), any = focus.nodes.size > 0;
    nodes.forEach((node, i) => {
      const dim = any && !focus.nodes.has(i);
      for (const element of [node.element, node.text]) element.classList.toggle("dim", dim);
      node.element.classList.toggle("gone", !shown(i));
      node.element.classList.toggle("chosen", chosen !== null && chosen.node === i);
      node.text.classList.toggle("chosen", focus.node === i);
    });
    edges.forEach((edge, i) => {
      edge.element.classList.toggle("dim", any && !focus.edges.has(i));
      edge.element.classList.toggle("gone", !edgeShown(edge));
      edge.element.classList.toggle("chosen", chosen !== null && chosen.edge === i);
    });
    label();
  }

  function hover(target) {
    hovered = target;
    paint();
  }

  function choose(target) {
    chosen = target;
    hovered = null;
    if (target && target.node !== undefined) rove(target.node);
    paint();
    tell();
  }

  // --- the panel ---
  const name = (style) => style[language];

  function tell() {
    const panel = $("#panel");
    panel.replaceChildren();
    if (!chosen) panel.append(make("h2", {}, word("hello")), make("p", { class: "soft" }, word("hint")));
    else if (chosen.node !== undefined) tellNode(panel, chosen.node);
    else tellEdge(panel, edges[chosen.edge]);
    panel.scrollTop = 0;
  }

  function tellNode(panel, i) {
    const node = nodes[i];
    panel.append(make("h2", {}, node.label));
    panel.append(make("p", { class: "soft" }, [name(nodeStyle(node)), node.detail].filter(Boolean).join(" · ")));
    if (node.aliases) panel.append(make("p", { class: "soft" }, `${word("aliases")}: ${node.aliases}`));
    panel.append(make("h3", {}, `${word("relations")} (${own[i].length})`));
    const list = make("ul", { class: "facts" });
    for (const number of own[i]) {
      const edge = edges[number], other = edge.from === i ? edge.to : edge.from;
      const button = make("button", { type: "button" });
      const verb = `${edge.from === i ? "→" : "←"} ${name(edgeStyle(edge))}`;
      button.append(make("span", { class: "verb" }, verb), make("span", {}, nodes[other].label));
      button.addEventListener("click", () => choose({ edge: number }));
      button.addEventListener("mouseenter", () => hover({ edge: number }));
      button.addEventListener("mouseleave", () => hover(null));
      const item = make("li");
      item.append(button);
      list.append(item);
    }
    panel.append(list);
  }

  function tellEdge(panel, edge) {
    const box = make("div", { class: "relation" });
    const end = (i) => {
      const button = make("button", { type: "button" }, nodes[i].label);
      button.addEventListener("click", () => choose({ node: i }));
      return button;
    };
    box.append(end(edge.from), make("span", { class: "soft" }, `↓ ${name(edgeStyle(edge))}`), end(edge.to));
    panel.append(box, make("h3", {}, `${word("evidence")} (${edge.evidence.length})`));
    if (!edge.evidence.length) panel.append(make("p", { class: "soft" }, word("noEvidence")));
    for (const item of edge.evidence) {
      // Lines of the source break anywhere; between Chinese characters a break is nothing, elsewhere a blank.
      const quote = make("blockquote", {}, item.quote.replace(/\s*[\r\n]\s*/g, (_, place, whole) => (/[\x21-\x7e]/.test(whole[place - 1] || "") ? " " : "")));
      quote.append(make("cite", {}, [item.title, word(item.modality)].filter(Boolean).join(" · ")));
      panel.append(quote);
    }
  }

  // --- the legend, which is the filter too ---
  function explain() {
    const box = $("#legend div");
    box.replaceChildren();
    $("#legend summary").textContent = word("legend");
    const types = Object.keys(legend.nodes).filter((type) => nodes.some((node) => node.type === type));
    const kinds = Object.keys(legend.edges).filter((kind) => edges.some((edge) => edgeKey(edge) === kind));
    for (const [keys, table, sample] of [[types, legend.nodes, symbol], [kinds, legend.edges, dash]]) {
      const group = make("fieldset");
      for (const key of keys) group.append(entry(key, name(table[key]), sample(table[key])));
      box.append(group);
    }
  }

  function entry(key, text, sample) {
    const line = make("label"), box = make("input", { type: "checkbox" });
    box.checked = !hidden.has(key);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(key);
      else hidden.add(key);
      paint();
    });
    line.append(box, sample, text);
    return line;
  }

  function symbol(style) {
    const picture = draw("svg", { width: 26, height: 18, viewBox: "-13 -9 26 18", "aria-hidden": "true" });
    const shape = draw("path", { d: outline(style.shape, 6) });
    shape.style.fill = style.colour;
    shape.style.stroke = "var(--outline)";
    picture.append(shape);
    return picture;
  }

  function dash(style) {
    const picture = draw("svg", { width: 26, height: 18, viewBox: "0 0 26 18", "aria-hidden": "true" });
    const line = draw("path", { d: "M0 9H26" });
    stroke(line, style);
    picture.append(line);
    return picture;
  }

  // --- searching ---
  function find(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const score = (node) => (node.label.toLowerCase().startsWith(wanted) ? 2 : node.label.toLowerCase().includes(wanted) ? 1 : 0);
    return nodes.map((_, i) => i)
      .filter((i) => shown(i) && `${nodes[i].label}\n${nodes[i].aliases}\n${nodes[i].detail}`.toLowerCase().includes(wanted))
      .sort((a, b) => score(nodes[b]) - score(nodes[a]) || near[b].size - near[a].size || a - b).slice(0, 12);
  }

  function offer() {
    const input = $("#search input"), list = $("#found"), hits = find(input.value);
    list.replaceChildren();
    for (const i of hits) {
      const button = make("button", { type: "button" });
      button.append(symbol(nodeStyle(nodes[i])), make("span", {}, nodes[i].label));
      button.addEventListener("click", () => go(i));
      const item = make("li");
      item.append(button);
      list.append(item);
    }
    if (!hits.length) list.append(make("li", { class: "none" }, word("none")));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function close() {
    $("#found").hidden = true;
    $("#search input").setAttribute("aria-expanded", "false");
  }

  function go(i) {
    close();
    choose({ node: i });
    centre(i);
    nodes[i].element.focus();
  }

  // --- keys and pointers ---
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function rove(i) {
    for (const node of nodes) node.element.setAttribute("tabindex", -1);
    nodes[i].element.setAttribute("tabindex", 0);
  }

  // The nearest node that lies more ahead than aside.
  function neighbour(i, [dx, dy]) {
    let best = -1, least = Infinity;
    nodes.forEach((node, j) => {
      const ahead = (node.x - nodes[i].x) * dx + (node.y - nodes[i].y) * dy;
      const aside = Math.abs((node.x - nodes[i].x) * dy) + Math.abs((node.y - nodes[i].y) * dx);
      if (j !== i && shown(j) && ahead > 0 && ahead >= aside * 0.7 && ahead + 1.5 * aside < least) [best, least] = [j, ahead + 1.5 * aside];
    });
    return best;
  }

  // Bring a node that has the keyboard into sight.
  function reveal(i) {
    const box = $("#picture").getBoundingClientRect(), [x, y] = at(nodes[i]), edge = 60;
    const [sx, sy] = [x + view.x, y + view.y];
    view.x += Math.max(0, edge - sx) - Math.max(0, sx - box.width + edge);
    view.y += Math.max(0, edge - sy) - Math.max(0, sy - box.height + edge);
    move();
  }

  nodes.forEach((node, i) => {
    const element = node.element;
    element.addEventListener("mouseenter", () => hover({ node: i }));
    element.addEventListener("mouseleave", () => hover(null));
    element.addEventListener("focus", () => { reveal(i); if (element.matches(":focus-visible")) hover({ node: i }); });
    element.addEventListener("blur", () => hover(null));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") choose({ node: i });
      else if (ARROWS[event.key]) {
        const next = neighbour(i, ARROWS[event.key]);
        if (next >= 0) { rove(next); nodes[next].element.focus(); }
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
  });
  edges.forEach((edge, i) => {
    edge.element.addEventListener("mouseenter", () => hover({ edge: i }));
    edge.element.addEventListener("mouseleave", () => hover(null));
  });

  const picture = $("#picture"), fingers = new Map();
  let dragged = 0, pressed = null;
  const owner = (element) => {
    const group = element.closest(".node, .edge");
    if (!group) return null;
    const node = nodes.findIndex((each) => each.element === group);
    return node >= 0 ? { node } : { edge: edges.findIndex((each) => each.element === group) };
  };
  picture.addEventListener("pointerdown", (event) => {
    fingers.set(event.pointerId, event);
    if (fingers.size === 1) { dragged = 0; pressed = owner(event.target); }
  });
  picture.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    dragged += Math.abs(dx) + Math.abs(dy);
    if (dragged > 4 && !picture.hasPointerCapture(event.pointerId)) picture.setPointerCapture(event.pointerId);
    if (fingers.size === 1) { view.x += dx; view.y += dy; move(); }
    else {
      const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
      const span = (each) => Math.hypot(each.clientX - other.clientX, each.clientY - other.clientY) || 1;
      zoom(span(event) / span(before), other.clientX, other.clientY);
    }
    fingers.set(event.pointerId, event);
  });
  const lift = (event) => {
    if (!fingers.delete(event.pointerId) || event.type !== "pointerup" || dragged > 4 || fingers.size) return;
    choose(pressed);
  };
  for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) picture.addEventListener(kind, lift);
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.clientX, event.clientY);
  }, { passive: false });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea");
    if (event.key === "Escape") { close(); choose(null); picture.focus(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); $("#search input").focus(); }
    else if (event.key === "0") fit();
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.target === picture && ARROWS[event.key]) {
      event.preventDefault();
      view.x -= 60 * ARROWS[event.key][0];
      view.y -= 60 * ARROWS[event.key][1];
      move();
    }
  });

  $("#search input").addEventListener("input", offer);
  $("#search input").addEventListener("focus", offer);
  $("#search").addEventListener("keydown", (event) => {
    const buttons = [...document.querySelectorAll("#found button")];
    const here = buttons.indexOf(document.activeElement);
    if (event.key === "Enter" && here < 0 && buttons.length && !$("#found").hidden) buttons[0].click();
    else if (event.key === "ArrowDown" && buttons.length) buttons[Math.min(here + 1, buttons.length - 1)].focus();
    else if (event.key === "ArrowUp" && here >= 0) (here ? buttons[here - 1] : $("#search input")).focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#search")) close(); });

  const zooms = { in: () => zoom(1.35), out: () => zoom(1 / 1.35), fit };
  for (const button of document.querySelectorAll("#zoom button")) button.addEventListener("click", zooms[button.dataset.zoom]);
  $("#language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    memory.set("language", language);
    speak();
  });
  $("#theme").addEventListener("click", () => {
    theme = theme === "dark" ? "light" : "dark";
    memory.set("theme", theme);
    document.documentElement.dataset.theme = theme;
  });

  function speak() {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    $("#language").textContent = word("language");
    $("#theme").textContent = word("theme");
    $("#search input").placeholder = word("search");
    $("#search input").setAttribute("aria-label", word("search"));
    $("#counts").textContent = word("count")(nodes.length, edges.length);
    picture.setAttribute("aria-label", word("picture"));
    for (const button of document.querySelectorAll("#zoom button")) {
      button.title = word(button.dataset.zoom);
      button.setAttribute("aria-label", word(button.dataset.zoom));
    }
    for (const node of nodes) node.element.setAttribute("aria-label", `${node.label}, ${name(nodeStyle(node))}`);
    explain();
    tell();
  }

  document.documentElement.dataset.theme = theme;
  $("h1").textContent = document.title;
  if (innerWidth < 760) $("#legend").open = false;
  speak();
  paint();
  fit();
  addEventListener("resize", () => { if (fitted) fit(); });
})();
