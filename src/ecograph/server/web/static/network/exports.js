// Take what is shown elsewhere: as a picture, for Gephi, or as RDF.
import { sign } from "./looks.js";

const ECO = "https://w3id.org/ecograph/ontology#";
const xml = (text) => String(text).replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, "");

export function save(content, name, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Return the picture as it stands, all its layers over the paper. */
export function png(layers, paper) {
  const first = layers[0], canvas = document.createElement("canvas"), ratio = Math.min(devicePixelRatio || 1, 2);
  canvas.width = first.clientWidth * ratio;
  canvas.height = first.clientHeight * ratio;
  const context = canvas.getContext("2d");
  context.fillStyle = paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const each of layers) if (each.width && each.height) context.drawImage(each, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Return the picture as SVG: nodes and lines at their places on the screen, the names that are shown. */
export function svg({ nodes, lines, labels, width, height, looks }) {
  const at = new Map(nodes.map((node) => [node.index, node])), n = (value) => value.toFixed(1);
  const inside = (node) => node.x > -20 && node.y > -20 && node.x < width + 20 && node.y < height + 20;
  const drawn = lines.filter(({ s, o }) => at.has(s) && at.has(o) && (inside(at.get(s)) || inside(at.get(o)))).map(({ s, o, look }) =>
    `<path d="M${n(at.get(s).x)} ${n(at.get(s).y)}L${n(at.get(o).x)} ${n(at.get(o).y)}" stroke="${look.colour}" stroke-width="${look.width}"${look.dashes.length ? ` stroke-dasharray="${look.dashes.join(" ")}"` : ""}/>`);
  const signs = nodes.filter(inside).map((node) => `<path d="${outline(node)}" fill="${node.fill}"><title>${xml(node.label)}</title></path>`);
  const names = labels.map((each) => `<text x="${n(each.x)}" y="${n(each.top + 11)}"${each.bold ? ' font-weight="600"' : ""}>${xml(each.text)}</text>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<rect width="100%" height="100%" fill="${looks.of("--paper")}"/>
<g fill="none" stroke-opacity=".7">${drawn.join("\n")}</g>
<g stroke="${looks.of("--ink")}" stroke-opacity=".45" stroke-width=".8">${signs.join("\n")}</g>
<g font-family="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif" font-size="12" text-anchor="middle" fill="${looks.of("--ink")}" stroke="${looks.of("--paper")}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${names.join("\n")}</g>
</svg>\n`;
}

function outline({ shape, x, y, r }) {
  const told = [];
  const record = { beginPath() {}, closePath() { told.push("Z"); }, moveTo(a, b) { told.push(`M${a.toFixed(1)} ${b.toFixed(1)}`); }, lineTo(a, b) { told.push(`L${a.toFixed(1)} ${b.toFixed(1)}`); },
    arc(a, b, radius) { told.push(`M${(a - radius).toFixed(1)} ${b.toFixed(1)}a${radius.toFixed(1)} ${radius.toFixed(1)} 0 1 0 ${(2 * radius).toFixed(1)} 0a${radius.toFixed(1)} ${radius.toFixed(1)} 0 1 0 ${(-2 * radius).toFixed(1)} 0`); } };
  sign(record, shape, x, y, Math.max(r, 1.5));
  return told.join("");
}

export function gexf({ model, places, lines }) {
  const nodes = [...places].map(([i, [x, y]]) => `<node id="${xml(model.iri(i))}" label="${xml(model.label[i])}"><attvalues><attvalue for="type" value="${model.className(i)}"/><attvalue for="community" value="${model.community[i]}"/></attvalues><viz:position x="${x}" y="${-y}" z="0"/></node>`);
  const edges = lines.flatMap(({ facts }) => facts).map((e, k) => `<edge id="e${k}" source="${xml(model.iri(model.s[e]))}" target="${xml(model.iri(model.o[e]))}" label="${xml(model.role(e) || model.predicate(e))}"><attvalues><attvalue for="predicate" value="${model.predicate(e)}"/><attvalue for="role" value="${model.role(e)}"/><attvalue for="claims" value="${model.claims[e]}"/><attvalue for="confidence" value="${model.confidence[e] / 100}"/></attvalues></edge>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2"><meta><creator>EcoGraph</creator></meta>
<graph defaultedgetype="directed" mode="static">
<attributes class="node"><attribute id="type" title="type" type="string"/><attribute id="community" title="community" type="integer"/></attributes>
<attributes class="edge"><attribute id="predicate" title="predicate" type="string"/><attribute id="role" title="role" type="string"/><attribute id="claims" title="claims" type="integer"/><attribute id="confidence" title="confidence" type="double"/></attributes>
<nodes>\n${nodes.join("\n")}\n</nodes>\n<edges>\n${edges.join("\n")}\n</edges>\n</graph></gexf>\n`;
}

/** Return the facts between entities as triples; for the claims and sentences behind them, the graph is the place. */
export function turtle({ model, places, lines }) {
  const text = (value) => JSON.stringify(value);
  const things = [...places.keys()].map((i) => `<${model.iri(i)}> a eco:${model.className(i)} ; rdfs:label ${text(model.label[i])} .`);
  const facts = new Set(lines.flatMap(({ facts: told }) => told).map((e) => `<${model.iri(model.s[e])}> eco:${model.predicate(e)} <${model.iri(model.o[e])}> .`));
  return `@prefix eco: <${ECO}> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n${things.join("\n")}\n\n${[...facts].join("\n")}\n`;
}
