// The pattern form. Its state is the pattern itself, as POST /api/v1/match takes it, and stands in the page's address as ?p=.
import { h } from "./dom.js";
import { lang, root, t } from "./frame.js";
import { pick } from "./pick.js";
import { glyph } from "./results.js";
import { address } from "./suggest.js";

const known = JSON.parse(document.getElementById("known").textContent);
const form = document.getElementById("pattern"), results = document.getElementById("results"), wrong = document.getElementById("wrong");
const LABEL = Object.fromEntries(known.classes), RELATION = Object.fromEntries(known.relations.map((each) => [each.name, each]));
const RELATION_FIELDS = ["role", "need", "words", "published", "confidence", "modality"];
const ON_PAGE = 50, IDS = { n: 0 };
let pattern = given() ?? { find: { [lang === "zh" ? "机构" : "agency"]: { type: "Agency" }, [lang === "zh" ? "项目" : "project"]: { type: "Project" } }, relations: [] };
if (!given()) { const [a, b] = Object.keys(pattern.find); pattern.relations.push({ subject: a, relation: "responsibleFor", object: b }); }

function given() {
  try { return read(JSON.parse(new URLSearchParams(location.search).get("p"))); } catch { return null; }
}

/** Return a pattern with its short forms written out. */
function read(told) {
  if (!told?.find) return null;
  const byName = (name) => known.relations.find((each) => each.name === name || each.label === name)?.name ?? { 有目标: "hasTarget" }[name] ?? name;
  const classOf = (name) => known.classes.find(([key, label]) => key === name || label === name)?.[0] ?? name;
  const find = Object.fromEntries(Object.entries(told.find).map(([name, thing]) => {
    const all = typeof thing === "string" || Array.isArray(thing) ? { type: thing } : { ...thing };
    const types = [all.type].flat().map(classOf);
    return [name, { ...all, type: types.length > 1 ? types : types[0] }];
  }));
  const relations = (told.relations ?? []).map((line) => {
    if (typeof line !== "string") return { ...line, relation: byName(line.relation) };
    const [, subject, relation, object, role] = line.match(/^\s*(\S+)\s+(\S+)\s+(\S+)\s*(?:(?:as|作为)\s+(\S+)\s*)?$/) ?? [];
    return { subject, relation: byName(relation), object, ...(role ? { role } : {}) };
  });
  return { ...told, find, relations };
}

// The form

const typesOf = (name) => [pattern.find[name]?.type ?? []].flat();
const typeLabel = (types) => types.map((each) => LABEL[each] ?? each).join(lang === "zh" ? "、" : ", ");
const option = (value, label, chosen) => h("option", { value, selected: value === chosen }, label);
const id = () => `f${++IDS.n}`;

function draw() {
  const names = Object.keys(pattern.find);
  const cards = names.map((name, at) => card(name, at));
  const joins = pattern.relations.map(joined);
  form.replaceChildren(
    h("div", { class: "cards" }, cards),
    h("fieldset", { class: "joins" }, h("legend", {}, t("pattern.js.relations")), joins,
      names.length > 1 && h("button", { type: "button", class: "plain", onclick: join }, t("pattern.js.join"))),
    h("div", { class: "bar" }, h("button", { class: "button" }, t("pattern.js.find"))));
}

function card(name, at) {
  const thing = pattern.find[name], types = typesOf(name);
  const several = types.length > 1 ? [option(types.join(), typeLabel(types), types.join())] : [];
  const kind = h("select", { "aria-label": t("pattern.js.class"), onchange: (event) => retype(name, event.target.value) }, several, known.classes.map(([key, label]) => option(key, label, types.length > 1 ? "" : types[0])));
  const fields = Object.keys(known.fields).filter((each) => types.every((type) => known.fields[each].of.includes(type)));
  const used = Object.keys(thing).filter((each) => each !== "type" && filled(thing[each]));
  const add = h("select", { class: "add", "aria-label": t("pattern.js.add"), onchange: (event) => { thing[event.target.value] = ""; draw(); focusLast(name); } },
    option("", t("pattern.js.add")), fields.filter((each) => !used.includes(each)).map((each) => option(each, t(`pattern.js.field.${each}`))));
  return h("fieldset", { class: "card", "data-name": name },
    h("legend", {}, at ? t("pattern.js.and") : t("pattern.js.first")),
    h("div", { class: "row" }, glyph(types[0] ?? ""), kind, h("code", { class: "own" }, name),
      Object.keys(pattern.find).length > 1 && remove(name, () => { drop(name); draw(); })),
    used.map((field) => condition(thing, field, types)),
    h("div", { class: "row adding" }, add, related(name, types)),
    columns(name, types));
}

const filled = (value) => value !== undefined && value !== null;

function condition(thing, field, types) {
  const label = t(`pattern.js.field.${field}`), own = id();
  const control = controls[known.fields[field]?.as ?? "text"](own, thing[field], (value) => { thing[field] = value; }, field, types);
  return h("div", { class: "row condition", "data-field": field }, h("label", { for: own }, label), control, remove(label, () => { delete thing[field]; draw(); }));
}

// How each sort of field is filled in.
const controls = {
  text: (own, value, set, field) => h("input", { id: own, value: value ?? "", placeholder: maybe(`pattern.js.example.${field}`), oninput: (event) => set(event.target.value) }),
  name: (own, value, set, field, types) => picked(own, value, set, types),
  place: (own, value, set) => picked(own, value, set, ["Place"], t("pattern.js.example.place")),
  kind: (own, value, set) => choice(own, known.kinds, value, set),
  state: (own, value, set) => choice(own, known.states, value, set),
  status: (own, value, set) => choice(own, ["planned", "achieved"].map((each) => [each, t(`pattern.js.status.${each}`)]), value, set),
  years: (own, value, set) => between(own, value, set, { from: "from", to: "to", one: true, number: true }),
  range: (own, value, set) => (typeof value === "string" && value !== "" && Number.isNaN(Number(value)) ? controls.text(own, value, set) : between(own, value, set, { from: "min", to: "max", one: false, number: true })),
  days: (own, value, set) => between(own, value, set, { from: "from", to: "to", one: false, number: false }),
};

function maybe(key) { const said = t(key); return said === key ? null : said; }

function picked(own, value, set, types, placeholder) {
  const box = h("input", { id: own, value: value ?? "", placeholder, autocomplete: "off", oninput: (event) => set(event.target.value) });
  queueMicrotask(() => pick(box, types, (item) => set(item.label)));
  return h("span", { class: "picked" }, box);
}

function choice(own, options, value, set) {
  return h("select", { id: own, onchange: (event) => set(event.target.value) }, option("", t("pattern.js.any")), options.map(([key, label]) => option(key, label, [value].flat()[0])));
}

/** Two inputs, from and to; a single value stands in both. */
function between(own, value, set, { from, to, one, number }) {
  const whole = value !== null && typeof value === "object" ? value : value === "" || !filled(value) ? {} : { [from]: value, ...(number && !one ? {} : { [to]: value }) };
  const now = { ...whole };
  const tell = (key) => (event) => {
    const said = event.target.value.trim();
    if (said === "") delete now[key]; else now[key] = number ? Number(said) : said;
    set(!Object.keys(now).length ? "" : { ...now });
  };
  const box = (key, id_) => h("input", { id: id_, class: "short", value: now[key] ?? "", inputmode: number ? "decimal" : null, "aria-label": key === to ? t("pattern.js.to") : null, oninput: tell(key) });
  return h("span", { class: "between" }, box(from, own), h("span", {}, "–"), box(to, null));
}

function related(name, types) {
  const fits = (side) => types.some((type) => side.includes(type));
  const forth = known.relations.filter((each) => fits(each.subject)).flatMap((each) => each.object.map((type) => [`>${each.name}>${type}`, `${each.label} → ${LABEL[type]}`]));
  const back = known.relations.filter((each) => fits(each.object)).flatMap((each) => each.subject.map((type) => [`<${each.name}<${type}`, `${LABEL[type]} → ${each.label}`]));
  return h("select", { class: "add", "aria-label": t("pattern.js.related"), onchange: (event) => {
    const way = event.target.value[0], [, relation, type] = event.target.value.split(way), fresh = called(type);
    pattern.find[fresh] = { type };
    pattern.relations.push(way === ">" ? { subject: name, relation, object: fresh } : { subject: fresh, relation, object: name });
    if (pattern.show?.length) pattern.show.push(fresh);
    draw();
    form.querySelector(`[data-name="${CSS.escape(fresh)}"] select`).focus();
  } }, option("", t("pattern.js.related")), [...forth, ...back].map(([value, label]) => option(value, label)));
}

/** Return a name for a new thing of a class. */
function called(type) {
  const stem = lang === "zh" ? LABEL[type] : type.toLowerCase();
  for (let n = 1; ; n += 1) { const name = n === 1 ? stem : `${stem}${n}`; if (!(name in pattern.find)) return name; }
}

function columns(name, types) {
  const fields = Object.keys(known.columns).filter((each) => types.some((type) => known.columns[each].includes(type)));
  if (!fields.length) return null;
  const all = pattern.show?.length ? pattern.show : Object.keys(pattern.find);
  const boxes = fields.map((field) => {
    const column = `${name}.${field}`;
    return h("label", {}, h("input", { type: "checkbox", checked: all.includes(column), onchange: (event) => {
      const now = pattern.show?.length ? pattern.show : Object.keys(pattern.find);
      pattern.show = event.target.checked ? [...now, column] : now.filter((each) => each !== column);
    } }), ` ${columnName(field)}`);
  });
  return h("details", { class: "columns", open: all.some((each) => each.startsWith(`${name}.`)) }, h("summary", {}, t("pattern.js.columns")), h("div", {}, boxes));
}

const columnName = (field) => maybe(`pattern.js.col.${field}`) ?? maybe(`col.${field}`) ?? field;

function joined(relation, at) {
  const names = Object.keys(pattern.find);
  const thing = (side) => h("select", { "aria-label": t(`pattern.js.${side}`), onchange: (event) => { relation[side] = event.target.value; draw(); } }, names.map((name) => option(name, name, relation[side])));
  const fits = (each) => typesOf(relation.subject).some((type) => each.subject.includes(type)) && typesOf(relation.object).some((type) => each.object.includes(type));
  const possible = known.relations.filter((each) => fits(each) || each.name === relation.relation);
  const what = h("select", { "aria-label": t("pattern.js.relation"), onchange: (event) => { relation.relation = event.target.value; draw(); } }, possible.map((each) => option(each.name, each.label, relation.relation)));
  const open = RELATION_FIELDS.some((each) => filled(relation[each === "words" ? "text" : each]) && relation[each] !== "required");
  const label = `${relation.subject} ${RELATION[relation.relation]?.label} ${relation.object}`;
  return h("div", { class: "join" },
    h("div", { class: "row" }, thing("subject"), what, thing("object"), remove(label, () => { pattern.relations.splice(at, 1); draw(); })),
    h("details", { open }, h("summary", {}, t("pattern.js.more")), h("div", { class: "conditions" }, RELATION_FIELDS.filter((each) => each !== "role" || relation.relation === "responsibleFor").map((each) => relationField(relation, each)))));
}

function relationField(relation, field) {
  const own = id(), key = field === "words" ? "text" : field, set = (value) => { if (value === "" ) delete relation[key]; else relation[key] = value; };
  const control = {
    role: () => choice(own, known.roles, relation.role, set),
    modality: () => choice(own, known.modalities, relation.modality, set),
    need: () => h("select", { id: own, onchange: (event) => set(event.target.value) }, ["required", "optional", "absent"].map((each) => option(each, t(`pattern.js.need.${each}`), relation.need))),
    words: () => h("input", { id: own, value: relation.text ?? "", oninput: (event) => set(event.target.value) }),
    published: () => between(own, relation.published, set, { from: "from", to: "to", one: false, number: false }),
    confidence: () => h("input", { id: own, class: "short", type: "number", min: 0, max: 1, step: 0.1, value: relation.confidence ?? "", oninput: (event) => set(event.target.value === "" ? "" : Number(event.target.value)) }),
  }[field]();
  return h("div", { class: "row condition" }, h("label", { for: own }, t(`pattern.js.field.${field}`)), control);
}

function remove(what, gone) {
  return h("button", { type: "button", class: "gone", "aria-label": t("pattern.js.remove", { what }), title: t("pattern.js.remove", { what }), onclick: gone }, "×");
}

function retype(name, value) {
  const types = value.split(","), thing = pattern.find[name];
  const kept = Object.entries(thing).filter(([field]) => field === "iri" || types.every((type) => known.fields[field]?.of.includes(type)));
  pattern.find[name] = { ...Object.fromEntries(kept), type: types.length > 1 ? types : types[0] };
  pattern.relations = pattern.relations.filter(possible);
  pattern.show = pattern.show?.filter((each) => !each.startsWith(`${name}.`) || types.some((type) => known.columns[each.split(".")[1]]?.includes(type)));
  draw();
}

/** Tell whether a relation can hold between the classes that its things have now. */
function possible({ subject, relation, object }) {
  const shape = RELATION[relation];
  return Boolean(shape) && typesOf(subject).some((type) => shape.subject.includes(type)) && typesOf(object).some((type) => shape.object.includes(type));
}

function drop(name) {
  delete pattern.find[name];
  pattern.relations = pattern.relations.filter((each) => each.subject !== name && each.object !== name);
  for (const key of ["show", "order"]) pattern[key] = pattern[key]?.filter((each) => each.replace(/^-/, "").split(".")[0] !== name);
}

function join() {
  const names = Object.keys(pattern.find);
  for (const subject of names) for (const object of names) for (const { name: relation } of known.relations) {
    const fresh = { subject, relation, object };
    const there = pattern.relations.some((each) => each.subject === subject && each.object === object && each.relation === relation);
    if (subject !== object && !there && possible(fresh)) { pattern.relations.push(fresh); return draw(); }
  }
}

function focusLast(name) { form.querySelector(`[data-name="${CSS.escape(name)}"] .condition:nth-last-of-type(3) :is(input, select), [data-name="${CSS.escape(name)}"] .condition :is(input, select)`)?.focus(); }

// Asking

/** Return the pattern without what is left empty. */
function told() {
  const whole = JSON.parse(JSON.stringify(pattern), (key, value) => (value === "" ? undefined : value));
  if (!whole.show?.length) delete whole.show;
  if (!whole.order?.length) delete whole.order;
  if (!whole.relations?.length) delete whole.relations;
  return whole;
}

async function ask(offset = 0) {
  const asked = told();
  history.replaceState(null, "", `?${new URLSearchParams({ p: JSON.stringify(asked) })}`);
  wrong.hidden = true;
  results.hidden = false;
  results.setAttribute("aria-busy", "true");
  if (!results.children.length) results.replaceChildren(h("p", { class: "muted" }, t("pattern.js.running")));
  const limit = Math.min(asked.limit ?? ON_PAGE, ON_PAGE), whole = { ...asked, limit, offset };
  try {
    const answer = await fetch(`${root}/api/v1/match`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(whole) });
    const found = await answer.json();
    if (!answer.ok) return refuse(found);
    show(found, whole, asked);
  } catch (error) {
    refuse({ detail: t("pattern.js.failed", { reason: error.message }) });
  } finally {
    results.removeAttribute("aria-busy");
  }
}

function refuse({ detail = "", remedy = "" }) {
  results.hidden = true;
  wrong.replaceChildren(h("p", {}, detail), remedy ? h("p", {}, remedy) : "");
  wrong.hidden = false;
}

function show({ columns: names, rows, more, sparql }, { offset, limit }, asked) {
  const one = offset === 0 && !more, range = { from: offset + 1, to: offset + rows.length };
  const head = h("div", { class: "over" },
    h("b", { class: "tabular", id: "count" }, one || !rows.length ? t("pattern.js.row.all", { n: rows.length }) : t("pattern.js.rows", range)),
    h("button", { type: "button", class: "plain", onclick: () => csv(asked) }, t("pattern.js.csv")),
    h("a", { href: `${root}/query?${new URLSearchParams({ query: sparql })}` }, t("pattern.js.open")));
  const title = (name) => { const [thing, field] = name.split("."); return field ? `${thing} · ${columnName(field)}` : thing; };
  const lines = rows.map((row) => h("tr", {}, names.map((name) => h("td", { "data-label": title(name) }, cell(row.values[name], name))), h("td", { class: "is-quote", "data-label": t("pattern.js.evidence") }, evidence(row))));
  const table = h("div", { class: "table answer" }, h("table", {}, h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, title(name))), h("th", { scope: "col" }, t("pattern.js.evidence")))), h("tbody", {}, lines)));
  const turn = (key, to, off) => h("button", { type: "button", class: "plain", disabled: off, onclick: () => ask(to) }, t(key));
  const pager = offset || more ? h("nav", { class: "pager" }, turn("pattern.js.previous", Math.max(0, offset - limit), !offset), turn("pattern.js.next", offset + limit, !more)) : "";
  const how = [["pattern.js.sparql", sparql], ["pattern.js.json", JSON.stringify(asked, null, 2)]].map(([key, text]) => h("details", { class: "more sparql" }, h("summary", {}, t(key)), h("pre", { tabindex: "0" }, h("code", {}, text))));
  results.replaceChildren(head, rows.length ? table : h("p", { class: "empty" }, t("pattern.js.none")), pager, ...how);
}

function cell(value, column) {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return h("a", { class: `chip ${value.type.toLowerCase()}`, href: address(root, value.iri) }, glyph(value.type), value.label);
  const field = column.split(".")[1], names = { state: known.states, kind: known.kinds, type: known.classes }[field];
  if (field === "status") return t(`pattern.js.status.${value}`);
  return names?.find(([key]) => key === value)?.[1] ?? (typeof value === "number" ? value.toLocaleString() : String(value));
}

function evidence({ evidence: facts }) {
  const quotes = facts.flatMap((fact) => fact.quotes).map(quote), [first, ...others] = quotes;
  if (!first) return "";
  return others.length ? [first, h("details", { class: "more" }, h("summary", {}, t("pattern.js.others", { n: others.length })), others)] : first;
}

/** Words of an article, in the form that they have on all pages. */
function quote({ quote: words, start, end, document: article }) {
  const at = start === null ? "" : `#s=${start}-${end}`;
  const tidy = words.trim().replace(/([!-~]?)\s+([!-~]?)/g, (whole, before, after) => `${before}${before && after ? " " : ""}${after}`);
  return h("figure", { class: "quote" }, h("blockquote", { lang: "zh-CN" }, tidy),
    h("figcaption", {}, h("a", { href: address(root, article.iri) + at }, article.title || t("pattern.js.untitled")), article.published && [" · ", h("time", { datetime: article.published }, article.published)]));
}

async function csv(asked) {
  const answer = await fetch(`${root}/api/v1/match?format=csv`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...asked, limit: 1000 }) });
  if (!answer.ok) return refuse(await answer.json());
  const link = h("a", { href: URL.createObjectURL(await answer.blob()), download: "ecograph-match.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
form.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); ask(); } });
draw();
if (given()) ask();
