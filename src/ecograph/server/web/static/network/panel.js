// What stands beside the picture: what is chosen with its sentences, or the list of all that is shown.
import { h, json, s } from "../dom.js";
import { address } from "../suggest.js";
import { root, t } from "../frame.js";

const SHAPES = {
  Agency: "M1.5 1.5h9v9h-9z", Project: "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z", Official: "M6 1 11 10.5H1z", Place: "M3.5 1.5h5L11 6l-2.5 4.5h-5L1 6z",
  Policy: "M6 .5 11.5 6 6 11.5.5 6z", Target: "M1 1.5h10L6 11z", Observation: "M6 1l5 3.700L9.2 10.500H2.800L1 4.700z",
};
const LISTED = 100;
const differing = (sayings) => [...new Map(sayings.map((each) => [each.sentence || each.quote, each])).values()];

export const glyph = (type) => s("svg", { class: `glyph ${type.toLowerCase()}`, viewBox: "0 0 12 12", "aria-hidden": "true" }, s("path", { d: SHAPES[type] ?? "M2 5h8v2H2z" }));
const joined = (text) => text.trim().replace(/([!-~]?)\s+([!-~]?)/g, (_, a, b) => a + (a && b ? " " : "") + b);

export class Panel {
  constructor(box, page) { Object.assign(this, { box, page, asked: 0 }); }

  fill(...children) { this.box.replaceChildren(...children.flat().filter(Boolean)); this.box.scrollTop = 0; }

  /** Tell of the whole picture, and list what is in it: a list that can be walked by keys and heard. */
  async list(nodes, told) {
    const mine = ++this.asked;
    const rows = h("ol", { class: "walk" });
    let done = 0;
    const more = h("button", { type: "button", class: "link", onclick: () => add() });
    const add = () => {
      const part = nodes.slice(done, done + LISTED);
      done += part.length;
      rows.append(...part.map((node) => h("li", {}, this.button(node))));
      more.textContent = t("network.js.more", { n: Math.min(LISTED, nodes.length - done) });
      more.hidden = done >= nodes.length;
    };
    add();
    if (mine !== this.asked) return;
    this.fill(h("h2", {}, t("network.js.list")), h("p", { class: "muted" }, told), rows, more);
    this.box.dataset.shows = "list";
  }

  button(node, extra = null) {
    const { model } = this.page;
    return h("button", {
      type: "button", class: "thing", "data-node": node, onclick: () => this.page.select(node, { fly: true, focus: true }),
      onfocus: (event) => { if (event.target.matches(":focus-visible")) this.page.peek(node); },
    }, glyph(model.className(node)), h("span", { class: "hidden" }, `${t(`js.type.${model.className(node)}`)} `), model.label[node], extra);
  }

  /** Tell of a node: what it is, what it hangs together with, what can be done with it. */
  async node(index) {
    const mine = ++this.asked, { page } = this, { model } = page;
    const type = model.className(index), head = h("h2", { tabindex: "-1", lang: "zh-CN" }, model.label[index]);
    const facts = h("p", { class: "muted about" });
    const groups = h("div", { class: "groups" });
    const left = page.left(index);
    this.fill(
      this.back(), h("p", { class: "class" }, glyph(type), t(`js.type.${type}`), h("span", { class: "kind" })), head, facts,
      h("p", { class: "does" },
        h("a", { class: "button", href: address(root, model.iri(index)) }, t("network.js.page")),
        page.ego && left > 0 ? h("button", { type: "button", class: "button quiet", onclick: () => page.expand(index) }, t("network.js.expand", { n: Math.min(24, left) })) : null,
        page.ego && page.ego.opened.has(index) && index !== page.ego.centre ? h("button", { type: "button", class: "button quiet", onclick: () => page.collapse(index) }, t("network.js.collapse")) : null,
        page.ego?.centre === index ? null : h("button", { type: "button", class: "button quiet", onclick: () => page.surround(index) }, t("network.js.around")),
        h("button", { type: "button", class: "button quiet", onclick: () => page.path(index) }, t(page.view.from && page.view.from !== model.id[index] ? "network.js.path.to" : "network.js.path.from"))),
      groups);
    this.box.dataset.shows = "node";
    this.groups(groups, index);
    const found = await json(`${root}/api/v1/entity?${new URLSearchParams({ iri: model.id[index], relations: 0, evidence: 0 })}`).catch(() => null);
    if (mine !== this.asked || !found) return;
    this.box.querySelector(".kind").textContent = found.kind ? ` · ${page.words[`kind/${found.kind}`] ?? found.kind}` : "";
    const told = [found.posts.join("、"), found.code, found.aliases.length ? t("network.js.aliases", { names: found.aliases.slice(0, 5).join("、") }) : "", t("network.js.articles", { n: found.documents })];
    facts.textContent = told.filter(Boolean).join(" · ");
  }

  groups(box, index) {
    const { page } = this, { model } = page, by = new Map();
    for (const e of model.near[index].filter(page.keep)) {
      const key = `${model.s[e] === index ? "out" : "in"}.${model.predicate(e)}`;
      const rows = by.get(key) ?? by.set(key, new Map()).get(key);
      const other = model.other(e, index);
      rows.set(other, [...(rows.get(other) ?? []), e]);
    }
    for (const [key, rows] of by) {
      const list = h("ul", {});
      const every = [...rows];
      const add = (from, to) => list.append(...every.slice(from, to).map(([other, facts]) => h("li", {}, this.button(other, this.roles(facts)),
        h("button", { type: "button", class: "link why", "aria-label": t("network.js.why.of", { name: model.label[other] }), onclick: () => page.line([index, other]) }, t("network.js.why")))));
      add(0, 12);
      box.append(h("section", {}, h("h3", {}, t(`entity.${key}`), " ", h("span", { class: "n" }, every.length)), list));
      if (every.length > 12) box.lastChild.append(h("button", { type: "button", class: "link", onclick: (event) => { event.target.remove(); add(12); } }, t("network.js.more", { n: every.length - 12 })));
    }
  }

  roles(facts) {
    const told = [...new Set(facts.map((e) => this.page.model.role(e)).filter(Boolean))].map((each) => this.page.words[`role/${each}`] ?? each);
    return told.length ? h("small", {}, ` ${told.join("、")}`) : null;
  }

  back() { return h("p", { class: "back" }, h("button", { type: "button", class: "link", onclick: () => this.page.clear() }, t("network.js.back"))); }

  /** Tell what joins two nodes: each fact, with the sentences that say so. */
  async line(s_, o_) {
    const mine = ++this.asked, { model } = this.page;
    const body = h("div", { class: "told" }, h("p", { class: "muted" }, t("network.js.reading")));
    this.fill(this.back(), h("h2", { tabindex: "-1" }, t("network.js.line")), h("p", { class: "pair" }, this.button(s_), this.button(o_)), body);
    this.box.dataset.shows = "line";
    const ask = (subject, object) => json(`${root}/api/v1/relations?${new URLSearchParams({ subject: model.id[subject], object: model.id[object], evidence: 10 })}`).then((found) => found.items);
    const found = await Promise.all([ask(s_, o_), ask(o_, s_)]).then((both) => both.flat(), (error) => error);
    if (mine !== this.asked) return;
    if (found instanceof Error) return body.replaceChildren(h("p", { class: "error" }, t("network.js.failed", { reason: found.message })));
    body.replaceChildren(...found.map((each) => h("section", {},
      h("h3", {}, `${each.subject.label} `, h("b", {}, t(`network.js.says.${each.predicate}`)), each.roles.length ? h("small", {}, `（${each.roles.map((role) => this.page.words[`role/${role}`] ?? role).join("、")}）`) : null, ` ${each.object.label}`),
      each.evidence.map((said) => this.quote(said)))));
  }

  quote(said) {
    const link = `${root}/article/${encodeURIComponent((said.source.id ?? "").replace("document/", ""))}${said.start === null ? "" : `#s=${said.start}-${said.end}`}`;
    const modality = said.modality && !["stated", "doing", "done"].includes(said.modality) ? this.page.words[`modality/${said.modality}`] : "";
    return h("figure", { class: "quote" },
      h("blockquote", { lang: "zh-CN" }, joined(said.quote)),
      h("figcaption", {}, modality ? `${modality} · ` : null, said.speaker ? `${said.speaker.label} · ` : null, h("a", { href: link }, said.source.title || t("network.js.untitled")), said.source.issued ? [" · ", h("time", {}, said.source.issued)] : null, said.source.publisher ? ` · ${said.source.publisher}` : null));
  }

  /** Tell of the chains between two nodes, step by step, with the sentences; return the nodes of the first. */
  paths(found, chosen, choose) {
    ++this.asked;
    const { page } = this, { model } = page;
    const steps = (chain) => h("ol", { class: "chain" }, chain.steps.map((step) => h("li", {},
      this.button(model.at.get(step.forward ? step.subject.id : step.object.id)),
      h("p", { class: "step" }, step.forward ? "↓ " : "↑ ", t(`network.js.says.${step.predicate}`), step.roles.length ? `（${step.roles.map((role) => this.page.words[`role/${role}`] ?? role).join("、")}）` : ""),
      differing(step.sayings).slice(0, 2).map((each) => this.quote({ quote: each.sentence || each.quote, start: each.start, end: each.end, modality: "", source: { id: each.document, title: each.title, issued: each.published, publisher: "" } })))),
      h("li", {}, this.button(model.at.get(found.end.id))));
    this.fill(this.back(), h("h2", { tabindex: "-1" }, t("network.js.path")),
      found.paths.length ? null : h("p", {}, t("network.js.path.none", { one: found.start.label, other: found.end.label })),
      found.paths.length > 1 ? h("p", { class: "which", role: "group" }, found.paths.map((_, k) => h("button", { type: "button", class: "button quiet", "aria-pressed": String(k === chosen), onclick: () => choose(k) }, t("network.js.path.n", { n: k + 1 })))) : null,
      found.paths[chosen] ? steps(found.paths[chosen]) : null);
    this.box.dataset.shows = "path";
  }

  error(text) { ++this.asked; this.fill(this.back(), h("p", { class: "error" }, text)); }
}
