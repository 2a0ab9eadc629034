// The editor of SPARQL: highlighting, completion from the ontology and the data, names of what the pointer is on, and errors at their place.
import { lang, root, t } from "./frame.js";

const KEYWORDS = (
  "SELECT DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND SERVICE CONSTRUCT DESCRIBE ASK ORDER BY GROUP BY HAVING LIMIT OFFSET PREFIX FROM NAMED EXISTS "
  + "COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT CONTAINS STRSTARTS STRENDS REGEX STR LANG LANGMATCHES DATATYPE BOUND COALESCE IF IN NOT YEAR MONTH DAY NOW REPLACE "
  + "STRLEN SUBSTR CONCAT STRAFTER STRBEFORE ROUND ABS ISIRI ISLITERAL"
).split(" ");
const ENTITIES = { agency: "Agency", official: "Official", place: "Place", policy: "Policy", project: "Project", target: "Target" };
const LOCAL = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*(?<!\.)$/u;
const HAN = /\p{Script=Han}/u;

/** Return an editor in an element; `run` is called for Ctrl+Enter. Throws where the library is missing. */
export async function makeEditor(parent, { text, run, changed }) {
  const [cm, terms] = await Promise.all([import("./vendor/editor.js"), words()]);
  const style = cm.HighlightStyle.define([
    { tag: cm.tags.keyword, color: "var(--accent)", fontWeight: "600" },
    { tag: [cm.tags.variableName, cm.tags.special(cm.tags.variableName)], color: "light-dark(#8a4a00, #f0b232)" },
    { tag: [cm.tags.string, cm.tags.special(cm.tags.string)], color: "light-dark(#7a2f6a, #dd97bd)" },
    { tag: [cm.tags.atom, cm.tags.standard(cm.tags.variableName)], color: "light-dark(#005b8f, #7cc8f2)" },
    { tag: cm.tags.comment, color: "var(--muted)", fontStyle: "italic" },
    { tag: [cm.tags.number, cm.tags.bool], color: "light-dark(#7a2f6a, #dd97bd)" },
  ]);
  const theme = cm.EditorView.theme({
    "&": { fontSize: "14px", backgroundColor: "var(--surface)", color: "var(--ink)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", maxHeight: "56vh" },
    ".cm-content, .cm-gutter": { minHeight: "216px" },
    ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--muted)", border: "none" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent) 6%, transparent)" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--accent) 24%, transparent) !important" },
    ".cm-matchingBracket": { backgroundColor: "var(--mark) !important" },
    ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--strong-line)", borderRadius: "4px", boxShadow: "var(--shade)" },
    ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans) !important", fontSize: "13.5px", maxHeight: "17em" },
    ".cm-tooltip-autocomplete > ul > li": { padding: "3px 8px !important" },
    ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent-soft) !important", color: "var(--ink) !important" },
    ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", marginLeft: "10px" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "650" },
    ".cm-name": { padding: "3px 9px", fontFamily: "var(--sans)", fontSize: "13px" },
    ".cm-lintRange-error": { backgroundImage: "none", backgroundColor: "color-mix(in srgb, var(--bad) 26%, transparent)", borderBottom: "2px solid var(--bad)" },
    ".cm-lintPoint::after": { borderBottomColor: "var(--bad) !important" },
    ".cm-lint-marker-error": { content: "none !important", width: "8px", height: "8px", margin: "7px 3px", borderRadius: "50%", backgroundColor: "var(--bad)" },
    ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--bad)", fontFamily: "var(--sans)", fontSize: "13px" },
  });
  const keys = [{ key: "Mod-Enter", run: () => { run(); return true; } }, ...cm.closeBracketsKeymap, ...cm.completionKeymap, ...cm.searchKeymap, ...cm.historyKeymap, ...cm.defaultKeymap];
  const view = cm.editor(parent, {
    doc: text,
    extensions: [
      cm.lineNumbers(), cm.highlightSpecialChars(), cm.history(), cm.drawSelection(), cm.indentOnInput(), cm.bracketMatching(), cm.closeBrackets(),
      cm.highlightActiveLine(), cm.highlightActiveLineGutter(), cm.highlightSelectionMatches(), cm.lintGutter(), cm.indentUnit.of("  "),
      cm.StreamLanguage.define(cm.sparql), cm.syntaxHighlighting(style), theme, cm.EditorView.lineWrapping, cm.keymap.of(keys),
      cm.autocompletion({ override: [(context) => completions(context, terms)], icons: false, maxRenderedOptions: 60 }),
      cm.hoverTooltip((shown, at) => named(shown, at, terms)),
      cm.EditorView.contentAttributes.of({ "aria-label": t("query.js.editor"), autocapitalize: "off" }),
      cm.EditorView.domEventHandlers({ beforeinput: replace }),
      cm.EditorView.updateListener.of((update) => { if (update.docChanged) changed(); }),
    ],
  });
  return {
    get text() { return view.state.doc.toString(); },
    set text(value) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }); },
    focus() { view.focus(); },
    /** Mark the place of an error; line and column count from 1, columns in characters. */
    mark(line, column, message) { return mark(cm, view, line, column, message); },
    unmark() { view.dispatch(cm.setDiagnostics(view.state, [])); },
    prefixes() { write(view, terms); },
  };
}

/** Type over a selection ourselves: the browser would style what it puts there, which the content policy forbids. */
function replace(event, view) {
  const { data, inputType } = event;
  if (inputType !== "insertText" || !data || view.composing || view.state.selection.main.empty || "([{\"'".includes(data)) return false;
  view.dispatch({ ...view.state.replaceSelection(data), userEvent: "input.type", scrollIntoView: true });
  return true;
}

async function words() {
  const answer = await fetch(`${root}/query/terms.json`);
  const { prefixes, words } = await answer.json();
  const told = words.map(([name, zh, en]) => ({ name, label: lang === "zh" ? zh || en : en || zh, find: `${name} ${zh} ${en}`.toLowerCase() }));
  return { prefixes, words: told, byName: new Map(told.map((each) => [each.name, each])) };
}

// Completion

async function completions(context, terms) {
  const line = context.state.doc.lineAt(context.pos), before = line.text.slice(0, context.pos - line.from);
  if (/^[^"<]*#(?![^<]*>)/.test(before) && !before.includes("<")) return null;
  const quoted = before.match(/"([^"\\]*)$/);
  if (quoted && (before.match(/"/g).length % 2)) return inString(context, quoted[1]);
  const variable = before.match(/[?$]\w*$/);
  if (variable) return { from: context.pos - variable[0].length, options: variables(context, variable[0]) };
  const word = before.match(/[\p{L}\p{N}_:./%-]*$/u)[0];
  if (!word && !context.explicit) return null;
  const [, prefix, rest] = word.match(/^([A-Za-z][\w-]*):(.*)$/) ?? [];
  if (prefix in ENTITIES) return { from: context.pos - word.length, options: await things(context, rest, ENTITIES[prefix], terms), filter: false };
  const sought = word.toLowerCase();
  const options = terms.words.filter((each) => each.find.includes(sought)).slice(0, 60).map((each) => term(each, sought));
  if (!prefix) {
    options.push(...KEYWORDS.filter((each) => each.toLowerCase().startsWith(sought)).map((label) => ({ label, type: "keyword", boost: 20 })));
    options.push(...Object.keys(terms.prefixes).filter((each) => each.startsWith(sought)).map((each) => ({ label: `${each}:`, detail: terms.prefixes[each], boost: 5 })));
    if (HAN.test(word) || word.length > 2) options.push(...await things(context, word, "", terms));
  }
  options.sort((one, other) => (other.boost ?? 0) - (one.boost ?? 0));
  return { from: context.pos - word.length, options, filter: false };
}

function term({ name, label }, sought) {
  const begins = name.toLowerCase().startsWith(sought) || name.split(":")[1]?.toLowerCase().startsWith(sought) || label.toLowerCase().startsWith(sought);
  return { label: name, detail: label, boost: (begins ? 12 : 0) + (name.startsWith("eco:") ? 4 : 0) };
}

function variables(context, typed) {
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
  found.delete(typed);
  return [...found].map((label) => ({ label, type: "variable" }));
}

/** In a string: the names of things, as text. */
async function inString(context, typed) {
  if (!typed) return null;
  const found = await suggested(context, typed, "");
  return { from: context.pos - typed.length, options: found.map((each) => ({ label: each.label, detail: t(`js.type.${each.type}`) })), filter: false };
}

async function things(context, typed, type, terms) {
  if (!typed) return [];
  const found = await suggested(context, typed, type);
  return found.map((each) => ({ label: each.label, detail: t(`js.type.${each.type}`), apply: short(each.iri, terms.prefixes), boost: 1 }));
}

async function suggested(context, typed, type) {
  try {
    const asked = new URLSearchParams({ q: typed, limit: 12, ...(type ? { type } : {}) });
    // Words of the ontology do not wait for it.
    const answer = await fetch(`${root}/api/v1/suggest?${asked}`, { signal: AbortSignal.timeout(900) });
    return answer.ok && !context.aborted ? (await answer.json()).items : [];
  } catch {
    return [];
  }
}

/** Return an IRI as a query can have it: with a prefix if what is left is a plain name. */
export function short(iri, prefixes) {
  const name = prefixed(iri, prefixes);
  return name && LOCAL.test(name.slice(name.indexOf(":") + 1)) ? name : `<${iri}>`;
}

/** Return an IRI with its longest prefix, "" where none fits. */
export function prefixed(iri, prefixes) {
  let best = "", start = "";
  for (const [name, space] of Object.entries(prefixes)) if (iri.startsWith(space) && space.length > start.length) [best, start] = [name, space];
  return best ? `${best}:${iri.slice(start.length)}` : "";
}

// Names under the pointer

function named(view, at, terms) {
  const line = view.state.doc.lineAt(at);
  for (const found of line.text.matchAll(/[A-Za-z][\w-]*:[\p{L}\p{N}_.%/-]+/gu)) {
    const from = line.from + found.index, to = from + found[0].length;
    const known = at >= from && at <= to && terms.byName.get(found[0]);
    if (!known) continue;
    const dom = Object.assign(document.createElement("div"), { className: "cm-name", textContent: known.label });
    return { pos: from, end: to, above: true, create: () => ({ dom }) };
  }
  return null;
}

// Errors

function mark(cm, view, line, column, message) {
  const { doc } = view.state;
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const offset = Array.from(found.text).slice(0, Math.max(0, column - 1)).join("").length;
  let from = Math.min(found.from + offset, found.to), to = from;
  const behind = found.text.slice(0, from - found.from).match(/\S+\s*$/), ahead = found.text.slice(from - found.from).match(/^\S+/);
  if (ahead) to = from + ahead[0].length;
  else if (behind) [from, to] = [from - behind[0].length, from - (behind[0].length - behind[0].trimEnd().length)];
  view.dispatch(cm.setDiagnostics(view.state, [{ from, to, severity: "error", message }]), { selection: { anchor: from }, scrollIntoView: true });
  return found.text;
}

// Prefixes

/** Write the PREFIX lines of the prefixes that are used, so that the query can be asked elsewhere too. */
function write(view, { prefixes }) {
  const text = view.state.doc.toString();
  const bare = text.replace(/#.*|"(?:[^"\\]|\\.)*"|<[^>\s]*>/g, " ");
  const lines = Object.entries(prefixes)
    .filter(([name]) => new RegExp(`(^|[^\\w-])${name}:`).test(bare) && !new RegExp(`PREFIX\\s+${name}:`, "i").test(text))
    .map(([name, space]) => `PREFIX ${name}: <${space}>\n`);
  if (lines.length) view.dispatch({ changes: { from: 0, insert: lines.join("") } });
}
