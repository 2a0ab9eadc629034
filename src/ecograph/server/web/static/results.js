// Answers of SPARQL: as a table with names and pages, as a small network, or as they came.
import { h, s } from "./dom.js";
import { lang, root, t } from "./frame.js";
import { prefixed } from "./sparql_editor.js";
import { address } from "./suggest.js";

const ON_PAGE = 100, RAW = 200_000, NAMED = 400;
const FORMATS = { rows: ["csv", "tsv", "json", "xml"], triples: ["ttl", "nt", "jsonld", "csv"] };
const FORMAT = { csv: "csv", tsv: "tsv", json: "json", xml: "xml", ttl: "turtle", nt: "ntriples", jsonld: "jsonld" };
const CALLED = { csv: "CSV", tsv: "TSV", json: "JSON", xml: "XML", ttl: "Turtle", nt: "N-Triples", jsonld: "JSON-LD" };
const TYPES = ["Agency", "Official", "Project", "Place", "Policy", "Target", "Observation", "Document", "Commitment", "Claim"];

export class Results {
  #section; #changed; #view = "table"; #found = null; #page = 0; #order = null; #names = new Map(); #terms = null;

  constructor(section, { changed }) {
    this.#section = section;
    this.#changed = changed;
    const tabs = [...section.querySelectorAll("[role=tab]")];
    for (const tab of tabs) {
      tab.addEventListener("click", () => { this.view = tab.dataset.view; this.#changed(); this.draw(); });
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) { const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]; next.focus(); next.click(); }
      });
    }
    this.#at("#names").addEventListener("change", () => this.draw());
    document.addEventListener("theme", () => { if (this.view === "network") this.draw(); });
  }

  get view() { return this.#view; }

  set view(name) {
    this.#view = ["table", "network", "raw"].includes(name) ? name : "table";
    for (const tab of this.#section.querySelectorAll("[role=tab]")) {
      const chosen = tab.dataset.view === this.#view;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.#at("#shown").setAttribute("aria-labelledby", `view-${this.#view}`);
  }

  /** Show an answer: SPARQL results as JSON, or N-Triples. */
  async show({ query, type, text }) {
    const triples = type.includes("n-triples");
    const { head, results, boolean } = triples ? triplesOf(text) : JSON.parse(text);
    this.#found = { query, text, triples, boolean, names: head.vars ?? [], rows: results?.bindings ?? [] };
    this.#page = 0;
    this.#order = null;
    this.#downloads();
    this.#section.hidden = false;
    await this.draw();
  }

  /** Say that an answer is too long to be shown. */
  tooLong(query, mb) {
    this.#found = { query, text: "", triples: /\b(CONSTRUCT|DESCRIBE)\b/i.test(query), names: [], rows: [] };
    this.#downloads();
    this.#at("#count").textContent = "";
    this.#at("#shown").replaceChildren(h("p", { class: "empty" }, t("query.js.long", { mb })));
    this.#section.hidden = false;
  }

  async draw() {
    const found = this.#found, shown = this.#at("#shown");
    if (!found) return;
    this.#at("#count").textContent = this.#counted();
    this.#at(".names").hidden = this.view !== "table" || !found.rows.length;
    if (this.view === "raw") return shown.replaceChildren(raw(found));
    if (found.boolean !== undefined) return shown.replaceChildren(h("p", { class: "verdict" }, t(found.boolean ? "query.js.yes" : "query.js.no")));
    if (!found.rows.length) return shown.replaceChildren(h("p", { class: "empty" }, t("query.js.empty")));
    this.#terms ??= await known();
    if (this.view === "network") {
      const { drawNetwork } = await import("./results_network.js");
      if (this.view === "network") await drawNetwork(shown, found, { name: (iris) => this.#named(iris), link, of: this.#terms });
    } else await this.#table(shown);
  }

  #at(what) { return this.#section.querySelector(what); }

  #counted() {
    const { triples, rows, boolean } = this.#found, n = rows.length.toLocaleString();
    if (boolean !== undefined) return "";
    return t(triples ? "query.js.triples" : rows.length === 1 ? "query.js.row" : "query.js.rows", { n });
  }

  #downloads() {
    const { query, triples } = this.#found;
    const links = FORMATS[triples ? "triples" : "rows"].filter((each) => !(triples && each === "csv")).map((each) => {
      const asked = new URLSearchParams({ query, format: FORMAT[each] });
      return h("a", { href: `${root}/sparql?${asked}`, download: `ecograph.${each}` }, CALLED[each]);
    });
    this.#at("#downloads").replaceChildren(...links.flatMap((each, at) => (at ? [" · ", each] : [each])));
  }

  // The table

  async #table(shown) {
    const { names } = this.#found, rows = this.#sorted();
    const from = this.#page * ON_PAGE, page = rows.slice(from, from + ON_PAGE);
    const withNames = this.#at("#names").checked;
    if (withNames) await this.#named(page.flatMap((row) => names.map((name) => row[name])).filter((each) => each?.type === "uri").map((each) => each.value));
    const heads = names.map((name) => {
      const sort = this.#order?.name === name ? (this.#order.down ? "descending" : "ascending") : "none";
      const button = h("button", { type: "button", class: "plain", title: t("query.js.sort", { name }), onclick: () => this.#sort(name) }, name);
      return h("th", { scope: "col", "aria-sort": sort }, button);
    });
    const lines = page.map((row) => h("tr", {}, names.map((name) => this.#cell(row[name], name, withNames))));
    const table = h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, lines));
    shown.replaceChildren(h("div", { class: "table" }, table), ...this.#pager(rows.length, from));
  }

  #cell(term, name, withNames) {
    const mark = { "data-label": name };
    if (!term) return h("td", mark);
    if (term.type === "uri") return h("td", mark, withNames ? this.#thing(term.value) : h("a", { href: link(term.value), rel: "noreferrer" }, prefixed(term.value, this.#terms.prefixes) || term.value));
    if (term.type === "bnode") return h("td", mark, `_:${term.value}`);
    const number = /#(integer|decimal|double|float|gYear)$/.test(term.datatype ?? "");
    const tag = term["xml:lang"];
    return h("td", { ...mark, class: number ? "tabular" : null }, h("span", { lang: tag }, term.value), tag && !tag.startsWith("zh") && [" ", h("small", {}, tag)]);
  }

  /** An IRI by its name: a thing as a chip, a word of the ontology by what it is called. */
  #thing(iri) {
    const short = prefixed(iri, this.#terms.prefixes), word = this.#terms.labels.get(short);
    if (word) return h("span", { title: short }, word);
    const known = this.#names.get(iri);
    if (!known?.label) return h("a", { href: link(iri), title: iri, rel: "noreferrer" }, short || iri);
    return h("a", { class: `chip ${known.type.toLowerCase()}`, href: link(iri), title: short || iri }, glyph(known.type), known.label);
  }

  #sort(name) {
    const { name: before, down } = this.#order ?? {};
    this.#order = before !== name ? { name, down: false } : down ? null : { name, down: true };
    this.#page = 0;
    this.draw();
  }

  #sorted() {
    const { rows } = this.#found, order = this.#order;
    if (!order) return rows;
    const collator = new Intl.Collator(lang, { numeric: true });
    const key = (row) => { const term = row[order.name]; return term ? this.#names.get(term.value)?.label || term.value : ""; };
    const sign = order.down ? -1 : 1;
    return rows.map((row) => [key(row), row]).sort(([one], [other]) => sign * collator.compare(one, other)).map(([, row]) => row);
  }

  #pager(total, from) {
    if (total <= ON_PAGE) return [];
    const turn = (step, key, off) => h("button", { type: "button", class: "plain", disabled: off, onclick: () => { this.#page += step; this.draw(); this.#section.scrollIntoView(); } }, t(key));
    const told = t("query.js.page", { from: (from + 1).toLocaleString(), to: Math.min(from + ON_PAGE, total).toLocaleString(), n: total.toLocaleString() });
    return [h("nav", { class: "pager" }, turn(-1, "query.js.previous", from === 0), h("span", {}, told), turn(1, "query.js.next", from + ON_PAGE >= total))];
  }

  /** Look up the names and classes of things; those that have none are remembered too. */
  async #named(iris) {
    const wanted = [...new Set(iris)].filter((iri) => !this.#names.has(iri) && /\/id\//.test(iri) && !/[\s<>"{}|^`\\]/.test(iri)).slice(0, NAMED);
    if (wanted.length) {
      const query = `SELECT ?iri ?label ?type WHERE { VALUES ?iri { ${wanted.map((iri) => `<${iri}>`).join(" ")} }
        OPTIONAL { ?iri rdfs:label|dcterms:title ?label } OPTIONAL { ?iri a ?type } }`;
      for (const iri of wanted) this.#names.set(iri, { label: "", type: "" });
      try {
        const answer = await fetch(`${root}/sparql`, { method: "POST", body: new URLSearchParams({ query }), headers: { Accept: "application/sparql-results+json" } });
        for (const row of answer.ok ? (await answer.json()).results.bindings : []) {
          const entry = this.#names.get(row.iri.value), type = row.type?.value.split("#")[1];
          if (row.label && (!entry.label || row.label["xml:lang"] === "zh")) entry.label = row.label.value;
          if (TYPES.includes(type)) entry.type = type;
        }
      } catch { /* they are shown by their IRIs */ }
    }
    return this.#names;
  }
}

async function known() {
  const { prefixes, words } = await (await fetch(`${root}/query/terms.json`)).json();
  return { prefixes, labels: new Map(words.map(([name, zh, en]) => [name, lang === "zh" ? zh || en : en || zh])) };
}

/** Return where an IRI leads: a thing's page, an article, or, of somewhere else, itself. */
function link(iri) {
  const [, rest] = iri.split("/id/");
  if (rest?.startsWith("document/")) return address(root, iri.split("#")[0]);
  return rest ? address(root, iri) : iri;
}

const PATHS = {
  Agency: "M1.5 1.5h9v9h-9z", Project: "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z", Official: "M6 1 11 10.5H1z", Place: "M3.5 1.5h5L11 6l-2.5 4.5h-5L1 6z",
  Policy: "M6 .5 11.5 6 6 11.5.5 6z", Target: "M1 1.5h10L6 11z", Commitment: "M1 1.5h10L6 11z", Observation: "M6 1l5 3.7L9.2 10.5H2.8L1 4.7z", Document: "M2.5 1h5l2 2v8h-7z",
};

/** The sign of a class, as on all pages. */
export function glyph(type) {
  return s("svg", { class: `glyph ${type.toLowerCase() || "other"}`, viewBox: "0 0 12 12", "aria-hidden": "true" }, s("path", { d: PATHS[type] ?? "M2 5h8v2H2z" }));
}

function raw({ text, triples }) {
  const pretty = triples ? text : JSON.stringify(JSON.parse(text || "{}"), null, 1);
  return h("pre", { class: "raw", tabindex: "0" }, pretty.slice(0, RAW), pretty.length > RAW ? `\n${t("query.js.truncated", { kb: RAW / 1000 })}` : "");
}

const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[\w-]+)?) \.$/;

/** Read N-Triples as the rows of a table of subjects, predicates and objects. */
function triplesOf(text) {
  const bindings = text.split("\n").map((line) => line.match(TRIPLE)).filter(Boolean).map(([, subject, predicate, object]) => ({ subject: termOf(subject), predicate: termOf(predicate), object: termOf(object) }));
  return { head: { vars: ["subject", "predicate", "object"] }, results: { bindings } };
}

function termOf(written) {
  if (written[0] === "<") return { type: "uri", value: unescaped(written.slice(1, -1)) };
  if (written[0] === "_") return { type: "bnode", value: written.slice(2) };
  const [, value, datatype, tag] = written.match(/^"((?:[^"\\]|\\.)*)"(?:\^\^<(.*)>|@([\w-]+))?$/);
  return { type: "literal", value: unescaped(value), ...(datatype ? { datatype } : {}), ...(tag ? { "xml:lang": tag } : {}) };
}

function unescaped(text) {
  const plain = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (whole, four, eight, one) => (four || eight ? String.fromCodePoint(parseInt(four || eight, 16)) : plain[one] ?? one));
}
