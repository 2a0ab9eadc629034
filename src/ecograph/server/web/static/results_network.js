// A small network of the things in an answer: relations of the graph among them, and what stands in one row.
import { h } from "./dom.js";
import { colour, root, t } from "./frame.js";
import { glyph } from "./results.js";
import { prefixed } from "./sparql_editor.js";

const MOST = 150;
const RELATIONS = ["responsibleFor", "worksFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget"];
const SHAPES = { Agency: "rectangle", Project: "ellipse", Official: "triangle", Place: "hexagon", Policy: "diamond", Observation: "pentagon", Document: "round-rectangle" };
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
let drawn = null;

/** Draw an answer into an element; `name` looks up names and classes, `link` says where an IRI leads. */
export async function drawNetwork(shown, { names, rows, triples }, { name, link, of }) {
  drawn?.destroy();
  drawn = null;
  const { nodes, edges, groups } = triples ? fromTriples(rows) : fromRows(names, rows);
  if (!nodes.size) return shown.replaceChildren(h("p", { class: "empty" }, t("query.js.network.none")));
  const kept = [...nodes].slice(0, MOST), inside = new Set(kept);
  const [known, told] = await Promise.all([name(kept), triples ? [] : relations(kept)]);
  const shownEdges = merged([...told, ...edges, ...joining(groups, told)], inside);
  const word = (iri) => of.labels.get(prefixed(iri, of.prefixes)) ?? iri.split(/[#/]/).at(-1);
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": t("query.js.network", { n: kept.length, m: shownEdges.length }) });
  const card = h("p", { class: "chosen-node", "aria-live": "polite" }, h("small", {}, t("query.js.network.how")));
  const notes = nodes.size > MOST ? [h("p", { class: "muted" }, t("query.js.network.first", { n: MOST, all: nodes.size }))] : [];
  shown.replaceChildren(...notes, canvas, card);
  let cytoscape;
  try {
    ({ default: cytoscape } = await import("./vendor/cytoscape.js"));
  } catch {
    return shown.replaceChildren(h("p", { class: "empty" }, t("query.js.network.missing")));
  }
  const label = (iri) => known.get(iri)?.label || decoded(iri.split(/[#/]/).at(-1));
  drawn = cytoscape({
    container: canvas, minZoom: 0.15, maxZoom: 3,
    elements: [
      ...kept.map((iri) => ({ data: { id: iri, label: short(label(iri)), type: known.get(iri)?.type ?? "" } })),
      ...shownEdges.map(({ from, to, what, row }, at) => ({ data: { id: `e${at}`, source: from, target: to, label: row ? "" : word(what) }, classes: row ? "row" : "" })),
    ],
    style: style(),
    layout: { name: "cose", randomize: false, animate: false, nodeDimensionsIncludeLabels: true, nodeRepulsion: () => 16000, idealEdgeLength: () => 34, nodeOverlap: 16, gravity: 0.4, componentSpacing: 14, padding: 18, numIter: kept.length > 80 ? 600 : 1000 },
  });
  const scale = Math.min(2.2, Math.max(1, 0.92 / drawn.zoom()));
  drawn.style().selector("node").style({ "font-size": 10.5 * scale, width: 16 * scale, height: 16 * scale, "text-max-width": 110 * scale }).selector("edge").style({ "font-size": 8.5 * scale }).update();
  drawn.on("tap", "node", ({ target }) => {
    const iri = target.id(), type = known.get(iri)?.type ?? "";
    card.replaceChildren(h("a", { class: `chip ${type.toLowerCase()}`, href: link(iri) }, glyph(type), label(iri)), " ", h("small", {}, type ? t(`js.type.${type}`) : ""));
    drawn.elements().addClass("far");
    drawn.edges().removeClass("near");
    target.closedNeighborhood().removeClass("far").edges().addClass("near");
  });
  drawn.on("tap", ({ target }) => { if (target === drawn) drawn.elements().removeClass("far near"); });
  canvas.network = drawn;
}

/** The things in rows, row by row. */
function fromRows(names, rows) {
  const groups = rows.map((row) => [...new Set(names.map((name) => row[name]).filter((term) => term?.type === "uri" && isThing(term.value)).map((term) => term.value))]);
  return { nodes: new Set(groups.flat()), edges: [], groups };
}

/** Join what stands in one row and is not joined by relations already. */
function joining(groups, told) {
  const near = new Map();
  for (const { from, to } of told) for (const [one, other] of [[from, to], [to, from]]) near.set(one, (near.get(one) ?? new Set()).add(other));
  return groups.flatMap(([first, ...others]) => {
    const reached = new Set([first]);
    for (const at of reached) for (const other of others) if (near.get(at)?.has(other)) reached.add(other);
    return others.filter((other) => !reached.has(other)).map((other) => ({ from: first, to: other, what: "", row: true }));
  });
}

function fromTriples(rows) {
  const nodes = new Set(), edges = [];
  for (const { subject, predicate, object } of rows) {
    if (subject.type !== "uri" || !isThing(subject.value)) continue;
    nodes.add(subject.value);
    if (object.type !== "uri" || predicate.value === RDF_TYPE || !isThing(object.value)) continue;
    nodes.add(object.value);
    edges.push({ from: subject.value, to: object.value, what: predicate.value, row: false });
  }
  return { nodes, edges, groups: [] };
}

/** Words of vocabularies are no things. */
function isThing(iri) { return !/\/ontology#|\/vocab\/|\/ns\/|XMLSchema#/.test(iri); }

/** Return the facts of the graph among things. */
async function relations(iris) {
  const list = iris.filter((iri) => /\/id\//.test(iri) && !/[\s<>"{}|^`\\]/.test(iri)).map((iri) => `<${iri}>`).join(" ");
  if (!list) return [];
  const query = `SELECT ?s ?p ?o WHERE { VALUES ?s { ${list} } VALUES ?p { ${RELATIONS.map((each) => `eco:${each}`).join(" ")} } ?s ?p ?o }`;
  try {
    const answer = await fetch(`${root}/sparql`, { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: "application/sparql-results+json" } });
    return answer.ok ? (await answer.json()).results.bindings.map(({ s, p, o }) => ({ from: s.value, to: o.value, what: p.value, row: false })) : [];
  } catch {
    return [];
  }
}

/** Keep one edge of each sort; what only stands in one row gives way to a relation. */
function merged(edges, inside) {
  const found = new Map(), joined = new Set();
  for (const edge of edges) {
    const pair = [edge.from, edge.to].sort().join(" ");
    if (!inside.has(edge.from) || !inside.has(edge.to) || (edge.row && joined.has(pair))) continue;
    joined.add(pair);
    found.set(`${edge.from} ${edge.what} ${edge.to}`, edge);
  }
  return [...found.values()];
}

function style() {
  const ink = colour("--ink"), muted = colour("--muted"), surface = colour("--surface");
  const classes = Object.entries(SHAPES).map(([type, shape]) => ({ selector: `node[type = "${type}"]`, style: { shape, "background-color": type === "Document" ? surface : colour(`--${type.toLowerCase()}`), "border-color": type === "Document" ? colour("--document") : ink } }));
  return [
    { selector: "node", style: { width: 18, height: 18, "background-color": colour("--other"), "border-width": 0.7, "border-color": ink, "border-opacity": 0.45, label: "data(label)", color: ink, "font-size": 10.5, "font-family": getComputedStyle(document.body).fontFamily, "text-valign": "bottom", "text-margin-y": 3, "text-wrap": "wrap", "text-max-width": 110, "text-background-color": surface, "text-background-opacity": 0.75, "text-background-padding": 1 } },
    ...classes,
    { selector: 'node[type = "Target"], node[type = "Commitment"]', style: { shape: "polygon", "shape-polygon-points": "-0.9 -0.75 0.9 -0.75 0 0.9", "background-color": colour("--target") } },
    { selector: "edge", style: { width: 1.2, "line-color": muted, "line-opacity": 0.6, "target-arrow-color": muted, "target-arrow-shape": "triangle", "arrow-scale": 0.7, "curve-style": "bezier", color: muted, "font-size": 8.5, "text-rotation": "autorotate", "text-background-color": surface, "text-background-opacity": 0.85 } },
    { selector: "edge.row", style: { "line-style": "dashed", "target-arrow-shape": "none", width: 1 } },
    { selector: "edge.near", style: { label: "data(label)", "line-color": muted, "target-arrow-color": muted } },
    { selector: ".far", style: { opacity: 0.18 } },
  ];
}

/** Break a long name into lines; Chinese has no blanks to break it at. */
function short(label) {
  const cut = label.length > 32 ? `${label.slice(0, 31)}…` : label;
  return cut.replace(/([^\x00-\x7f]{11})(?=[^\x00-\x7f]{2})/g, "$1\n");
}

function decoded(text) { try { return decodeURIComponent(text); } catch { return text; } }
