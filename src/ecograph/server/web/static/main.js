// The network page: reads the data, joins map, search, legend and details.
import { keyboard, pointer } from "./controls.js";
import { h, json } from "./dom.js";
import { Graph } from "./graph.js";
import { current, load, t, toggle as toggleLanguage } from "./i18n.js";
import { renderLegend } from "./legend.js";
import { Panel } from "./panel.js";
import { Search } from "./network_search.js";
import { onTheme } from "./shapes.js";
import { View } from "./view.js";

const $ = (id) => document.getElementById(id);
const narrow = matchMedia("(max-width: 800px)");
const state = { graph: null, stats: null, vocabulary: {}, loaded: new Set(["Agency", "Project", "Official", "Place", "Policy"]) };
const view = new View($("map"));

const page = {
  graph: () => state.graph,
  looks: () => state.graph?.legend.nodes ?? {},
  stats: () => state.stats,
  vocabulary: () => state.vocabulary,
  say: (text) => { $("live").textContent = text; },
  light, open, clear, toggle,
};
const panel = new Panel($("panel"), page);
const search = new Search($("search-form"), page);

// -- data

async function start() {
  await load();
  [state.stats, state.vocabulary] = await Promise.all([json("api/v1/stats").catch(() => null), json("api/v1/vocabulary").catch(() => ({}))]);
  await read();
  const wanted = new URLSearchParams(location.hash.slice(1)).get("e");
  if (wanted) await json(`api/v1/entity?iri=${encodeURIComponent(wanted)}`).then((item) => open(item, { travel: true }), () => {});
}

async function read() {
  message(t("loading"));
  const slow = setTimeout(() => message(t("loading.slow")), 3000);
  try {
    const query = [...state.loaded].map((type) => `classes=${type}`).join("&");
    const hidden = state.graph?.hidden ?? new Set();
    state.graph = new Graph(await json(`api/v1/network?limit=1000&${query}`));
    state.graph.hidden = hidden;
  } catch (error) {
    message([h("strong", {}, t("failed", { reason: error.message })), h("button", { type: "button", onclick: read }, t("retry"))]);
    return;
  } finally {
    clearTimeout(slow);
  }
  render();
  panel.overview();
  settle();
  view.show(state.graph);
}

function render() {
  renderLegend($("classes"), $("lines"), page, state.loaded);
  for (const each of document.querySelectorAll(".legend, .zoom")) each.hidden = !state.graph.nodes.length;
  message(emptiness());
  view.draw();
}

function emptiness() {
  const entities = Object.values(state.stats?.entities ?? {}).reduce((sum, n) => sum + n, 0);
  if (!entities && !state.graph.nodes.length) return [h("strong", {}, t("empty.title")), t("empty.text"), h("code", {}, "ecograph build PATH... --store DIR")];
  if (!state.graph.nodes.length) return [h("strong", {}, t("empty.link")), t("empty.linktext")];
  return state.graph.visible().length ? null : t("empty.filter");
}

function message(content) {
  $("message").hidden = !content;
  $("message").replaceChildren(...[content].flat().filter(Boolean));
}

// -- actions

// Light up the nodes that a search finds, and bring them into view.
function light(nodes) {
  const shown = nodes?.filter((node) => state.graph.shows(node));
  if (!shown && !view.matches) return;
  view.matches = shown ? new Set(shown) : null;
  if (shown) view.selected = null;
  settle();
  if (shown?.length === 1) view.centre(shown[0]);
  else if (shown?.length) view.fit(shown.slice(0, 60), { most: 1.3 });
  view.draw();
}

// Open an entity (drawn or not) or a link; `travel` moves the map to it, else the map stays if it can.
function open(item, { keyboard: byKeyboard = false, travel = false } = {}) {
  if (!item) return clear();
  if (item.edges) {
    view.selected = item;
    panel.between(item, { focus: byKeyboard });
    remember("");
  } else {
    const node = state.graph?.byIri.get(item.iri);
    if (node && state.graph.hidden.delete(node.type)) render();
    view.selected = view.focus = node ?? null;
    panel.entity(item, { focus: byKeyboard });
    remember(item.iri);
  }
  settle();
  if (view.selected && !view.selected.edges) travel ? view.travel(view.selected) : view.reveal(view.selected);
  view.draw();
  return undefined;
}

function clear({ keyboard: byKeyboard = false } = {}) {
  view.selected = view.matches = null;
  search.reset();
  panel.overview();
  remember("");
  settle();
  view.draw();
  if (byKeyboard) view.canvas.focus({ preventScroll: true });
}

async function toggle(type) {
  if (!state.loaded.has(type)) {
    state.loaded.add(type);
    await read();
    return;
  }
  if (!state.graph.hidden.delete(type)) state.graph.hidden.add(type);
  if (view.selected && !view.selected.edges && !state.graph.shows(view.selected)) clear();
  render();
}

function remember(iri) {
  history.replaceState(null, "", `${location.pathname}${location.search}${iri ? `#${new URLSearchParams({ e: iri })}` : ""}`);
}

// Tell the view what lies over the map: suggestions above; the legend at the foot, or on a phone the open sheet.
function settle() {
  const legend = document.querySelector(".legend").offsetHeight, list = $("suggestions").offsetHeight;
  const sheet = narrow.matches && panel.element.classList.contains("open") ? panel.element.offsetHeight : 0;
  document.documentElement.style.setProperty("--sheet", `${sheet}px`);
  view.insets = narrow.matches
    ? { top: Math.max(legend, list), right: 0, bottom: sheet, left: 0 }
    : { top: list, right: 0, bottom: legend + 8, left: 0 };
  const map = view.canvas.getBoundingClientRect();
  view.covers = [...document.querySelectorAll(".legend, .zoom")].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x - map.x, y: y - map.y, w: width, h: height };
  });
}

function announce(node) {
  page.say(t("node.links", { type: page.looks()[node.type]?.[current()] ?? node.type, name: node.label, n: node.degree }));
}

// -- wiring

pointer(view, (found) => open(found));
keyboard(view, { pick: open, clear: () => clear(), announce });
$("zoom-in").addEventListener("click", () => view.zoom(1.5));
$("zoom-out").addEventListener("click", () => view.zoom(1 / 1.5));
$("lines").addEventListener("toggle", () => { settle(); view.draw(); });
$("zoom-fit").addEventListener("click", () => view.fit());
$("language").addEventListener("click", () => {
  toggleLanguage();
  if (!state.graph) return;
  render();
  panel.again();
});
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    $("search").focus();
    $("search").select();
  } else if (event.key === "Escape" && !typing && document.activeElement !== view.canvas) clear({ keyboard: true });
});
onTheme(() => state.graph && (render(), panel.again()));
narrow.addEventListener("change", () => { settle(); view.fit(); });
start();
