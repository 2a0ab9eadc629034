// The query page: the editor, asking and cancelling, history, sharing, examples; answers are shown by results.js.
import { h } from "./dom.js";
import { root, t } from "./frame.js";
import { Results } from "./results.js";
import { makeEditor } from "./sparql_editor.js";

const HISTORY = "ecograph.query.history", KEPT = 40, LONGEST = 24;
const ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9, */*;q=0.1";
const at = (id) => document.getElementById(id);
const field = at("query");
const results = new Results(at("results"), { changed: () => address() });
let editor = plain(), asking = null;

/** The text field itself, where the editor's library is missing. */
function plain() {
  return {
    get text() { return field.value; },
    set text(value) { field.value = value; },
    focus() { field.focus(); },
    mark(line) { return field.value.split("\n")[line - 1] ?? ""; },
    unmark() {}, prefixes() {},
  };
}

async function start() {
  const given = new URLSearchParams(location.search);
  if (!given.get("query") && past()[0]) field.value = past()[0].query;
  results.view = given.get("view") ?? "table";
  at("ask").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); } });
  at("cancel").addEventListener("click", () => asking?.abort());
  at("share").addEventListener("click", share);
  at("prefixes").addEventListener("click", () => editor.prefixes());
  at("forget").addEventListener("click", () => { localStorage.removeItem(HISTORY); showPast(); });
  at("examples").addEventListener("click", example);
  at("sift").addEventListener("input", sift);
  at("sift").hidden = false;
  document.querySelector(".tools").hidden = false;
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && asking) asking.abort(); });
  addEventListener("popstate", () => location.reload());
  showPast();
  try {
    at("editor").hidden = false;
    editor = await makeEditor(at("editor"), { text: field.value, run, changed: () => editor.unmark && at("wrong").hidden || forget() });
    field.hidden = true;
  } catch {
    at("editor").hidden = true;
  }
  if (given.get("query")) run();
}

function forget() { at("wrong").hidden = true; }

// Asking

async function run() {
  asking?.abort();
  const mine = asking = new AbortController(), query = editor.text, began = performance.now();
  const ticking = setInterval(() => { told(t("query.js.running", { s: Math.round((performance.now() - began) / 1000) })); }, 1000);
  told(t("query.js.running", { s: 0 }));
  busy(true);
  at("wrong").hidden = true;
  editor.unmark();
  address(query);
  try {
    const answer = await fetch(`${root}/sparql`, {
      method: "POST", signal: mine.signal, body: new URLSearchParams({ query }), headers: { Accept: ACCEPT },
    });
    if (!answer.ok) return refused(await answer.json().catch(() => ({ detail: `${answer.status} ${answer.statusText}` })));
    const text = await whole(answer);
    told(t("query.js.done", { ms: Math.round(performance.now() - began) }));
    remember(query);
    await results.show({ query, type: answer.headers.get("content-type") ?? "", text });
  } catch (error) {
    if (mine.signal.aborted) { if (mine === asking) told(t("query.js.cancelled")); return; }
    if (error instanceof TooLong) results.tooLong(query, LONGEST); else refused({ detail: t("query.js.failed", { reason: error.message }) });
    told("");
  } finally {
    clearInterval(ticking);
    if (mine === asking) { asking = null; busy(false); }
  }
}

class TooLong extends Error {}

/** Read an answer, up to so many megabytes. */
async function whole(answer) {
  const reader = answer.body.getReader(), parts = [], decoder = new TextDecoder();
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts.join("") + decoder.decode();
    size += value.length;
    if (size > LONGEST * 1e6) { reader.cancel(); throw new TooLong(); }
    parts.push(decoder.decode(value, { stream: true }));
  }
}

/** Show what was wrong, in the editor at its place. */
function refused({ detail = "", remedy = "", line, column }) {
  told("");
  const said = detail.replace(/^line \d+, column \d+: /, "").replace(/^SPARQL syntax error: /, "");
  const short = line ? plainly(said) : said;
  const parts = [];
  if (line) {
    const code = editor.mark(line, column ?? 1, short);
    const place = h("button", { type: "button", class: "plain", onclick: () => { editor.mark(line, column ?? 1, short); editor.focus(); } }, t("query.js.at", { line, column }));
    parts.push(h("p", {}, place, " ", h("code", {}, code.trim().slice(0, 120))));
  }
  parts.push(h("p", {}, short), remedy && h("p", { lang: "en" }, remedy));
  if (short !== said) parts.push(h("details", {}, h("summary", {}, t("query.js.engine")), h("code", { lang: "en" }, said.slice(0, 1500))));
  at("wrong").replaceChildren(...parts.filter(Boolean));
  at("wrong").hidden = false;
}

/** Say what the engine's grammar expected without the classes of characters that it lists. */
function plainly(said) {
  if (said.includes("Prefix not found")) return t("query.js.prefix");
  const sentence = said.match(/[A-Z][a-z]+(?: [\w,]+){3,}/);
  return said.startsWith("expected") ? sentence?.[0] ?? t("query.js.unread") : said.slice(0, 300);
}

function busy(yes) {
  at("cancel").hidden = !yes;
  at("run").disabled = yes;
}

function told(text) { at("told").textContent = text; }

// Sharing and history

/** Put the query and the view into the page's address. */
function address(query = new URLSearchParams(location.search).get("query") ?? "") {
  const kept = new URLSearchParams({ query, ...(results.view === "table" ? {} : { view: results.view }) });
  history.replaceState(null, "", `?${kept}`);
}

async function share() {
  address(editor.text);
  try {
    await navigator.clipboard.writeText(location.href);
    told(t("query.js.copied"));
  } catch {
    told(t("query.js.link"));
  }
}

function past() {
  try { return JSON.parse(localStorage.getItem(HISTORY) ?? "[]"); } catch { return []; }
}

function remember(query) {
  const others = past().filter((each) => each.query !== query);
  try { localStorage.setItem(HISTORY, JSON.stringify([{ query, when: Date.now() }, ...others].slice(0, KEPT))); } catch { /* there is no room, or none is allowed */ }
  showPast();
}

function showPast() {
  const rows = past().map(({ query, when }) => {
    const first = query.split("\n").find((line) => line.trim() && !/^\s*PREFIX\b/i.test(line)) ?? query;
    const label = first.replace(/^#\s*/, "").slice(0, 70);
    return h("li", {}, h("button", { type: "button", class: "plain", title: query.slice(0, 600), onclick: () => put(query) }, label), " ", h("small", {}, new Date(when).toLocaleString()));
  });
  at("history").replaceChildren(...rows);
  at("past").hidden = !rows.length;
}

function put(query) {
  editor.text = query;
  editor.focus();
}

// Examples

let examples = null;

async function example(event) {
  const link = event.target.closest("[data-example]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  examples ??= await (await fetch(`${root}/query/examples.json`)).json();
  editor.text = `# ${link.textContent}\n${examples[link.dataset.example]}`;
  run();
}

function sift() {
  const word = at("sift").value.trim().toLowerCase();
  for (const row of at("examples").querySelectorAll("li")) row.hidden = !`${row.textContent} ${row.firstElementChild.title}`.toLowerCase().includes(word);
  for (const list of at("examples").querySelectorAll("ul")) list.hidden = list.previousElementSibling.hidden = !list.querySelector("li:not([hidden])");
}

start();
