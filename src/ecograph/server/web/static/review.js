// Review: with a token, which stays in this tab, a person decides; each decision is asked for its reason.
import { h } from "./dom.js";
import { lang, root, t } from "./frame.js";
import { pick } from "./pick.js";
import { glyph } from "./results.js";
import { address } from "./suggest.js";

const KEPT = "ecograph.token", SHOWN = 20;
const at = (id) => document.getElementById(id);
const relations = JSON.parse(at("relations").textContent);
let token = sessionStorage.getItem(KEPT) ?? "";

/** Ask the API; an error has the problem's own words and its status. */
async function api(path, body) {
  const answer = await fetch(`${root}/api/v1/${path}`, {
    method: body ? "POST" : "GET", cache: "no-store", body: body && JSON.stringify(body),
    headers: { Accept: "application/json", Authorization: `Bearer ${token}`, ...(body ? { "Content-Type": "application/json" } : {}) },
  });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return told;
  throw Object.assign(new Error(told.detail || `${answer.status} ${answer.statusText}`), { status: answer.status });
}

// The door

async function enter() {
  at("wrong").hidden = true;
  if (!token) return shut();
  try {
    at("who").textContent = (await api("review")).name;
    sessionStorage.setItem(KEPT, token);
    at("door").hidden = true;
    at("desk").hidden = false;
    open(PARTS[location.hash.slice(1)] ? location.hash.slice(1) : "statements");
  } catch (error) {
    if (error.status === 401 || error.status === 403) sessionStorage.removeItem(KEPT);
    wrong(t("review.js.refused", { reason: error.message }));
    shut();
  }
}

function shut() {
  at("door").hidden = false;
  at("desk").hidden = true;
}

function wrong(text) {
  at("wrong").textContent = text;
  at("wrong").hidden = false;
}

function told(text) { at("told").textContent = text; }

// Parts

const PARTS = { statements, doubts, things, decisions };

async function open(part) {
  for (const tab of document.querySelectorAll("[data-part]")) {
    tab.setAttribute("aria-selected", tab.dataset.part === part);
    tab.tabIndex = tab.dataset.part === part ? 0 : -1;
  }
  at("part").setAttribute("aria-labelledby", `tab-${part}`);
  history.replaceState(null, "", `${location.search}#${part}`);
  told("");
  at("part").replaceChildren(h("p", { class: "muted" }, t("review.js.loading")));
  try {
    await PARTS[part]();
  } catch (error) {
    at("part").replaceChildren();
    wrong(t("review.js.failed", { reason: error.message }));
  }
}

const chip = ({ iri, label, type }) => h("a", { class: `chip ${type.toLowerCase()}`, href: address(root, iri) }, glyph(type), label);
const tidy = (words) => words.trim().replace(/([!-~]?)\s+([!-~]?)/g, (whole, before, after) => `${before}${before && after ? " " : ""}${after}`);

/** The line in which a decision is made: buttons, then the reason, then what became of it. */
function deciding(verdicts, { a, b = "" }) {
  const line = h("div", { class: "deciding" });
  const rest = () => line.replaceChildren(...verdicts.map((verdict) => h("button", { type: "button", class: `button quiet ${verdict}`, onclick: () => reason(verdict, a, b) }, t(`review.js.${verdict}`))));
  const reason = (verdict, one, other) => {
    const why = h("input", { class: "why", required: true, maxlength: 1000, placeholder: t("review.js.why"), "aria-label": t("review.js.why") });
    const form = h("form", {}, why, h("button", { class: "button" }, t("review.js.confirm", { what: t(`review.js.${verdict}`) })), h("button", { type: "button", class: "plain", onclick: rest }, t("review.js.cancel")));
    form.addEventListener("submit", (event) => { event.preventDefault(); take({ decision: verdict, a: one, b: other, why: why.value }); });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") rest(); });
    line.replaceChildren(form);
    why.focus();
  };
  const take = async (body) => {
    at("wrong").hidden = true;
    for (const each of line.querySelectorAll("button, input")) each.disabled = true;
    told(t("review.js.working"));
    try {
      const done = await api("decisions", body);
      const what = t(`review.js.did.${done.decision}`);
      told(t("review.js.done", { what, gone: done.gone, new: done.new }));
      line.dispatchEvent(new CustomEvent("decided", { bubbles: true, detail: done }));
      const undone = done.decision === "undo";
      line.replaceChildren(h("b", { class: "did" }, what), ...(undone ? [] : [h("button", { type: "button", class: "plain", onclick: () => reason("undo", done.a, done.decision === "name" ? "" : done.b) }, t("review.js.undo"))]));
      line.querySelector("button")?.focus();
    } catch (error) {
      told("");
      wrong(t("review.js.failed", { reason: error.message }));
      rest();
    }
  };
  rest();
  return line;
}

// Statements

async function statements() {
  const given = new URLSearchParams(location.search), list = h("ol", { class: "statements" }), more = h("button", { type: "button", class: "button quiet", hidden: true }, t("review.js.more"));
  let next = null, thing = given.get("entity") ?? "";
  const box = h("input", { id: "about", value: thing, autocomplete: "off" }), words = h("input", { value: given.get("q") ?? "" });
  const order = h("select", {}, ["confidence", "-published"].map((each) => h("option", { value: each }, t(`review.js.sort.${each.replace("-", "")}`))));
  const form = h("form", { class: "ask" },
    h("label", { class: "field" }, t("review.js.entity"), box), h("label", { class: "field" }, t("review.js.words"), words), h("label", { class: "field" }, t("review.js.sort"), order), h("button", { class: "button" }, t("review.js.show")));
  const fill = async (path) => {
    const found = await api(path);
    list.append(...found.items.map(statement));
    if (!list.children.length) list.append(h("li", { class: "empty" }, t("review.js.none")));
    next = found.next ? `claims${found.next.slice(found.next.indexOf("?"))}` : null;
    more.hidden = !next;
  };
  const first = () => {
    list.replaceChildren();
    const asked = new URLSearchParams({ limit: SHOWN, sort: order.value, ...(box.value.trim() ? { entity: thing || box.value.trim() } : {}), ...(words.value.trim() ? { q: words.value.trim() } : {}) });
    return fill(`claims?${asked}`).catch((error) => wrong(t("review.js.failed", { reason: error.message })));
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); at("wrong").hidden = true; first(); });
  order.addEventListener("change", first);
  box.addEventListener("input", () => { thing = ""; });
  more.addEventListener("click", () => fill(next));
  at("part").replaceChildren(form, list, more);
  pick(box, [], (item) => { thing = item.iri; first(); });
  await first();
}

function statement(claim) {
  const { subject, predicate, object, confidence, quote, start, end, source, modality } = claim;
  const line = h("p", { class: "says" }, chip(subject), " ", h("span", { class: "relation" }, relations[predicate] ?? predicate), " ", chip(object), " ", h("small", {}, [t("review.js.confidence", { n: Math.round(confidence * 100) }), modality === "denied" || modality === "possible" ? t(`review.js.${modality}`) : ""].filter(Boolean).join(" · ")));
  const words = h("figure", { class: "quote" }, h("blockquote", { lang: "zh-CN" }, tidy(quote)),
    h("figcaption", {}, h("a", { href: `${address(root, source.iri)}#s=${start}-${end}` }, source.title || t("review.js.untitled")), source.issued && [" · ", h("time", { datetime: source.issued }, source.issued)]));
  const row = h("li", { "data-claim": claim.iri }, line, words, deciding(["accept", "reject"], { a: claim.iri }));
  row.addEventListener("decided", ({ detail }) => { row.dataset.did = detail.decision; });
  return row;
}

// Doubtful pairs

async function doubts() {
  const found = await api("review/doubts");
  const rows = found.map((each) => h("li", {},
    h("p", { class: "says" }, chip({ iri: each.a, label: each.a_name, type: each.type }), h("span", { class: "relation" }, " ≟ "), chip({ iri: each.b, label: each.b_name, type: each.type })),
    h("p", { class: "muted" }, each.why, " ", h("small", {}, `${short(each.a)} · ${short(each.b)}`)),
    deciding(["same", "different"], each)));
  at("part").replaceChildren(rows.length ? h("ol", { class: "statements" }, rows) : h("p", { class: "empty" }, t("review.js.doubts.none")));
}

const short = (iri) => decodeURI(iri.split("/id/")[1] ?? iri);

// Joining, parting, renaming

async function things() {
  at("part").replaceChildren(h("div", { class: "columns" }, joining(), parting(), renaming()));
  for (const box of at("part").querySelectorAll("[data-thing]")) {
    box.addEventListener("input", () => { delete box.dataset.iri; });
    pick(box, [], (item) => { box.dataset.iri = item.iri; box.dispatchEvent(new Event("chosen")); });
  }
}

let boxes = 0;
const thingBox = (label) => { const box = h("input", { id: `thing-${++boxes}`, "data-thing": true, autocomplete: "off" }); return [h("label", { class: "field" }, label, box), box]; };
const chosen = (...all) => { const open_ = all.find((each) => !each.dataset.iri); open_?.setCustomValidity(t("review.js.choose")); open_?.reportValidity(); open_?.setCustomValidity(""); return !open_; };

function joining() {
  const [one, first] = thingBox(t("review.js.first")), [two, second] = thingBox(t("review.js.second")), place = h("div");
  const show = () => { if (first.dataset.iri && second.dataset.iri) place.replaceChildren(deciding(["same", "different"], { a: first.dataset.iri, b: second.dataset.iri })); else place.replaceChildren(); };
  for (const box of [first, second]) { box.addEventListener("chosen", show); box.addEventListener("input", show); }
  return h("section", { class: "box" }, h("h2", {}, t("review.js.join")), one, two, place);
}

function parting() {
  const [label, box] = thingBox(t("review.js.thing")), place = h("div");
  box.addEventListener("chosen", async () => {
    try {
      const parts = await api(`review/parts?${new URLSearchParams({ iri: box.dataset.iri })}`), own = h("div");
      if (parts.length < 2) return place.replaceChildren(h("p", { class: "muted" }, t("review.js.parts.one")));
      const rows = parts.map((each) => h("li", {}, h("label", {}, h("input", { type: "checkbox", value: each.iri }), ` ${each.name} `, h("small", {}, `${short(each.iri)} · ${t("review.js.parts.documents", { n: each.documents.length })}`)), h("small", { class: "reasons" }, each.why.join(" "))));
      const list = h("ul", { class: "parts" }, rows);
      list.addEventListener("change", () => {
        const two = [...list.querySelectorAll(":checked")].map((each) => each.value);
        for (const each of list.querySelectorAll("input:not(:checked)")) each.disabled = two.length > 1;
        own.replaceChildren(...(two.length === 2 ? [deciding(["different"], { a: two[0], b: two[1] })] : []));
      });
      place.replaceChildren(h("p", { class: "muted" }, t("review.js.parts.how")), list, own);
    } catch (error) {
      wrong(t("review.js.failed", { reason: error.message }));
    }
  });
  return h("section", { class: "box" }, h("h2", {}, t("review.js.part")), label, place);
}

function renaming() {
  const [label, box] = thingBox(t("review.js.thing")), name = h("input", { maxlength: 200 }), place = h("div");
  const show = () => { if (box.dataset.iri && name.value.trim() && name.value.trim() !== box.value) place.replaceChildren(deciding(["name"], { a: box.dataset.iri, b: name.value.trim() })); else place.replaceChildren(); };
  box.addEventListener("chosen", () => { name.value = box.value; name.focus(); show(); });
  box.addEventListener("input", show);
  name.addEventListener("input", show);
  return h("section", { class: "box" }, h("h2", {}, t("review.js.rename")), label, h("label", { class: "field" }, t("review.js.newname"), name), place);
}

// Decisions

async function decisions() {
  const found = await api("decisions");
  const rows = found.map((each) => {
    const [one, ...others] = each.about, day = new Date(each.when), whole = /T/.test(each.when);
    const between = { same: " = ", different: " ≠ ", name: " → " }[each.decision];
    const about = between ? [one, h("span", { class: "relation" }, between), others[0]] : [one, " ", h("span", { class: "relation" }, relations[others[0]] ?? others[0] ?? ""), " ", others[1] ?? ""];
    const quote = each.quote && h("figure", { class: "quote" }, h("blockquote", { lang: "zh-CN" }, tidy(each.quote)), h("figcaption", {}, h("a", { href: `${address(root, each.document)}#s=${each.start}-${each.start + Array.from(each.quote).length}` }, t("review.js.article"))));
    return h("li", {}, h("p", { class: "says" }, h("b", { class: "did" }, t(`review.js.did.${each.decision}`)), " ", about), quote,
      h("p", { class: "muted" }, each.why, " — ", t("review.js.by", { by: each.by, when: whole ? day.toLocaleString(lang === "zh" ? "zh-CN" : "en-GB") : each.when })),
      each.idle && h("p", { class: "idle" }, t("review.js.idle", { why: each.idle })),
      deciding(["undo"], { a: each.a, b: each.decision === "name" ? "" : each.b }));
  });
  at("part").replaceChildren(rows.length ? h("ol", { class: "statements" }, rows) : h("p", { class: "empty" }, t("review.js.decisions.none")));
}

at("door").addEventListener("submit", (event) => { event.preventDefault(); token = at("token").value.trim(); at("token").value = ""; enter(); });
at("leave").addEventListener("click", () => { sessionStorage.removeItem(KEPT); token = ""; shut(); at("token").focus(); });
const tabs = [...document.querySelectorAll("[data-part]")];
for (const tab of tabs) {
  tab.addEventListener("click", () => { at("wrong").hidden = true; open(tab.dataset.part); });
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) { const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]; next.focus(); next.click(); }
  });
}
enter();
