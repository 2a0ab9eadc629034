// The details: an overview, one entity, or the facts between two entities.
import { h, json } from "./dom.js";
import { flow, quotes } from "./evidence.js";
import { current, has, t } from "./i18n.js";
import { icon } from "./shapes.js";

const ORDER = ["responsibleFor", "issued", "governedBy", "locatedIn", "worksFor", "partOf", "within", "hasTarget"].flatMap((name) => [name, `inverse.${name}`]);
const COMPARATORS = { ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ " };

export class Panel {
  // page: {graph(), looks(), stats(), vocabulary(), open(item), clear()}
  constructor(element, page) {
    this.element = element;
    this.page = page;
    this.turn = 0;
  }

  // `again` shows the same thing in another language.
  again() {
    this.last?.();
  }

  show(children, { open, focus }) {
    this.element.replaceChildren(...children.flat(Infinity).filter(Boolean));
    this.element.scrollTop = 0;
    this.element.classList.toggle("open", open);
    if (focus) this.element.querySelector("h2")?.focus();
  }

  head(look, note, title) {
    return [
      h("div", { class: "top" }, look && icon(look), note,
        h("button", { type: "button", class: "close", "aria-label": t("panel.close"), onclick: () => this.page.clear({ keyboard: true }) }, "×")),
      title && h("h2", { tabindex: "-1", lang: "zh" }, title),
    ];
  }

  // -- overview

  overview() {
    this.turn++;
    this.last = () => this.overview();
    const stats = this.page.stats(), graph = this.page.graph();
    const [entities, relations] = ["entities", "relations"].map((kind) => Object.values(stats?.[kind] ?? {}).reduce((sum, n) => sum + n, 0));
    const number = (n, key) => h("li", {}, h("strong", {}, (n ?? 0).toLocaleString(current())), t(key));
    this.show([
      h("h2", { tabindex: "-1" }, t("overview")),
      h("p", {}, t("tagline")),
      graph?.nodes.length ? h("p", { class: "muted" }, t("overview.hint")) : null,
      stats && h("ul", { class: "numbers" }, number(stats.documents, "stat.documents"), number(entities, "stat.entities"), number(relations, "stat.relations")),
      graph?.nodes.length ? this.ranking(graph) : null,
      graph?.nodes.length && h("h3", {}, t("overview.keys")),
      graph?.nodes.length && h("dl", { class: "keys" }, [["/", "search"], ["← → ↑ ↓", "move"], ["Enter", "open"], ["+ − 0", "zoom"], ["Esc", "close"]].map(([key, name]) => [
        h("dt", {}, key.split(" ").map((one) => [h("kbd", {}, one), " "])), h("dd", {}, t(`keys.${name}`)),
      ])),
    ], { open: false });
  }

  ranking(graph) {
    const shown = graph.visible(), agencies = shown.filter((node) => node.type === "Agency");
    const best = (agencies.length ? agencies : shown).slice(-8).reverse();
    return [h("h3", {}, t(agencies.length ? "overview.top" : "overview.topany")), h("ol", { class: "ranking" }, best.map((node) => h("li", {},
      h("button", { type: "button", onclick: () => this.page.open(node, { keyboard: true, travel: true }) },
        icon(this.page.looks()[node.type]), h("span", { class: "name", lang: "zh" }, node.label), h("span", { class: "count" }, node.degree)))))];
  }

  // -- one entity

  async entity(item, { focus = false } = {}) {
    const turn = ++this.turn;
    this.last = () => this.entity(item);
    this.show([this.head(this.page.looks()[item.type], this.kind(item), item.label), h("p", { class: "muted" }, t("loading"))], { open: true, focus });
    try {
      const entity = await json(`api/v1/entity?iri=${encodeURIComponent(item.iri)}`);
      if (turn === this.turn) this.show(this.entityParts(entity), { open: true, focus });
    } catch (error) {
      if (turn === this.turn) this.failed(item, error, focus);
    }
  }

  failed(item, error, focus) {
    this.show([this.head(this.page.looks()[item.type], this.kind(item), item.label), h("p", {}, t("failed", { reason: error.message })),
      h("button", { type: "button", onclick: () => this.again() }, t("retry"))], { open: true, focus });
  }

  entityParts(entity) {
    const line = (key, value) => value && [h("dt", {}, t(key)), h("dd", {}, value)];
    return [
      this.head(this.page.looks()[entity.type], this.kind(entity), entity.label),
      h("dl", { class: "facts" },
        line("aliases", entity.aliases.join("、")), line("posts", entity.posts.join("、")), line("code", entity.code)),
      this.targets(entity),
      this.relations(entity),
      this.mentions(entity),
      h("p", { class: "identifier" }, h("code", {}, entity.iri), " ", h("a", { href: `api/v1/entity?iri=${encodeURIComponent(entity.iri)}` }, "JSON")),
    ];
  }

  kind({ type, kind }) {
    const name = this.page.looks()[type]?.[current()] ?? type;
    const label = this.page.vocabulary()[`kind/${kind}`]?.[current()];
    return label && label.toLowerCase() !== name.toLowerCase() ? `${name} · ${label}` : name;
  }

  targets(entity) {
    if (!entity.targets.length) return null;
    return [h("h3", {}, t("targets")), entity.targets.map((target) => h("div", { class: "target", lang: "zh" },
      h("div", { class: "row" }, h("span", { class: "metric" }, target.metric || target.label),
        h("span", { class: "value" }, `${COMPARATORS[target.comparator] ?? ""}${target.text || target.grade || target.value || ""}${target.unit === "类" && /类$/.test(target.text) ? "" : target.unit}`)),
      h("div", { class: "row" }, target.status && h("span", { class: target.status === "achieved" ? "tag strong" : "tag" }, t(target.status)),
        target.deadline && h("span", { class: "tag" }, t("deadline", { date: target.deadline }))),
      target.quote && h("q", {}, flow(target.quote))))];
  }

  relations(entity) {
    const relations = [...new Map(entity.neighbours.flatMap((group) => group.relations).map((each) => [`${each.subject.iri} ${each.predicate} ${each.object.iri}`, each])).values()];
    if (!relations.length) return [h("h3", {}, t("relations")), h("p", { class: "muted" }, t("relations.none"))];
    const groups = new Map();
    for (const relation of relations) {
      const out = relation.subject.iri === entity.iri, key = `${out ? "" : "inverse."}${relation.predicate}`;
      groups.has(key) ? groups.get(key).push([relation, out]) : groups.set(key, [[relation, out]]);
    }
    const own = entity.type === "Target" || entity.type === "Observation" ? 0 : entity.targets_total;
    const rest = entity.facts - own - relations.length;
    const few = relations.length <= 2;
    const order = ([key]) => ORDER.indexOf(key);
    return [[...groups].sort((a, b) => order(a) - order(b)).map(([key, members]) => [
      h("h3", {}, this.verb(key)),
      members.map(([relation, out]) => this.relation(relation, out ? relation.object : relation.subject, [entity.label, ...entity.aliases], few)),
    ]), rest > 0 && h("p", { class: "muted" }, t("relations.more", { n: rest }))];
  }

  verb(key) {
    return has(key) ? t(key) : this.page.graph()?.legend.edges[key]?.[current()] ?? key;
  }

  relation(relation, other, names, open) {
    const roles = this.roles(relation);
    return h("details", { class: "relation", open },
      h("summary", {}, this.link(other), roles.map((role) => h("span", { class: "tag strong" }, this.role(relation.predicate, role))),
        h("span", { class: "muted" }, relation.evidence.length > 1 ? t("evidence.n", { n: relation.evidence.length }) : "")),
      quotes(relation.evidence, [...names, other.label, ...this.otherNames(other)]));
  }

  otherNames(item) {
    return this.page.graph()?.byIri.get(item.iri)?.aliases ?? [];
  }

  // The roles that the claims give, in the legend's order: who leads comes first.
  roles({ predicate, evidence }) {
    const order = Object.keys(this.page.graph()?.legend.edges ?? {});
    const rank = (role) => (order.indexOf(`${predicate}:${role}`) + order.length) % order.length;
    return [...new Set(evidence.map((each) => each.role).filter(Boolean))].sort((a, b) => rank(a) - rank(b));
  }

  role(predicate, role) {
    return this.page.graph()?.legend.edges[`${predicate}:${role}`]?.[current()] ?? this.page.vocabulary()[`role/${role}`]?.[current()] ?? role;
  }

  link(item) {
    const look = this.page.looks()[item.type];
    const open = (event) => {
      event.preventDefault();
      this.page.open(item, { keyboard: true });
    };
    return h("button", { type: "button", class: "entity", lang: "zh", onclick: open }, look && icon(look), item.label);
  }

  mentions(entity) {
    if (!entity.mentions.length) return null;
    return h("details", { class: "mentions" }, h("summary", {}, t("mentions", { n: entity.mentions.length })), quotes(entity.mentions, []));
  }

  // -- the facts between two entities

  async between(link, { focus = false } = {}) {
    const turn = ++this.turn;
    this.last = () => this.between(link);
    const facts = [...new Map(link.edges.map((edge) => [`${edge.source} ${edge.predicate} ${edge.target}`, edge])).values()];
    const ask = ({ source, predicate, target }) =>
      json(`api/v1/relations?evidence=50&subject=${encodeURIComponent(source)}&predicate=${predicate}&object=${encodeURIComponent(target)}`);
    try {
      const pages = await Promise.all(facts.map(ask));
      if (turn === this.turn) this.show([this.head(null, t("relations")), pages.flatMap((page) => page.items).map((relation) => this.fact(relation))], { open: true, focus });
    } catch (error) {
      if (turn === this.turn) this.failed({ ...link.from, label: `${link.from.label} – ${link.to.label}` }, error, focus);
    }
  }

  fact(relation) {
    const roles = this.roles(relation);
    const names = [relation.subject, relation.object].flatMap((end) => [end.label, ...this.otherNames(end)]);
    return [
      h("h2", { tabindex: "-1", class: "triple" }, this.link(relation.subject),
        h("span", { class: "verb" }, this.verb(relation.predicate), " ", roles.map((role) => [h("span", { class: "tag strong" }, this.role(relation.predicate, role)), " "])),
        this.link(relation.object)),
      h("h3", {}, `${t("evidence")} · ${relation.evidence.length}`),
      quotes(relation.evidence, names),
    ];
  }
}
