// The legend is the filter: a chip a class, with its symbol and count; below it how each kind of line looks.
import { h, s } from "./dom.js";
import { current, t } from "./i18n.js";
import { icon, lineOf } from "./shapes.js";

// page: {graph(), stats(), toggle(type)}; `loaded` says which classes the network holds.
export function renderLegend(chips, lines, page, loaded) {
  const graph = page.graph(), stats = page.stats();
  const types = Object.keys(graph.legend.nodes).filter((type) => graph.count(type) || stats?.entities[type]);
  const focused = document.activeElement?.dataset?.type;
  chips.replaceChildren(...types.map((type) => chip(type, page, loaded)));
  if (focused) chips.querySelector(`[data-type="${focused}"]`)?.focus();
  const used = new Set(graph.links.flatMap((link) => link.edges.map((edge) => graph.lookKey(edge))));
  lines.querySelector("ul").replaceChildren(...Object.entries(graph.legend.edges).filter(([key]) => used.has(key)).map(([, look]) => line(look)));
  lines.hidden = !used.size;
}

function chip(type, page, loaded) {
  const graph = page.graph(), on = loaded.has(type) && !graph.hidden.has(type);
  const count = loaded.has(type) ? graph.count(type) : page.stats()?.entities[type];
  return h("button", { type: "button", "data-type": type, "aria-pressed": String(on), title: t("legend.note"), onclick: () => page.toggle(type) },
    icon(graph.legend.nodes[type]), graph.legend.nodes[type][current()], h("span", { class: "count" }, count));
}

function line(look) {
  const path = s("line", { x1: 0, x2: 30, y1: 5, y2: 5, stroke: lineOf(look.colour), "stroke-width": look.width * 1.4, "stroke-dasharray": look.dashes?.join(" ") });
  return h("li", {}, s("svg", { viewBox: "0 0 30 10", "aria-hidden": "true" }, path), look[current()]);
}
