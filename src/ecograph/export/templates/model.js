// What the reader chose, and what is known of each node and edge.
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
  const [head, ...rest] = text.split(" "), tail = rest.join(" ");
  if (em(text) > 8 && tail && em(head) <= 8 && em(tail) <= 8) return [head, tail];
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
