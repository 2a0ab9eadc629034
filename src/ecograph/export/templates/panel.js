// The panel, the legend and the search.
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
