// The search box: matches light up while typing, suggestions take arrows, Tab, Enter and Escape.
import { h, json } from "./dom.js";
import { plain } from "./graph.js";
import { current, t } from "./i18n.js";
import { icon } from "./shapes.js";

const MOST = 9;

export class Search {
  // page: {graph(), light(nodes), open(item), clear()}
  constructor(form, page) {
    this.page = page;
    this.input = form.querySelector("input");
    this.list = form.querySelector("ul");
    this.items = [];
    this.active = -1;
    this.turn = 0;
    this.input.addEventListener("input", (event) => event.isComposing || this.update());
    this.input.addEventListener("compositionend", () => this.update());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => this.input.value && this.update());
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.close());
  }

  update() {
    const text = this.input.value.trim(), turn = ++this.turn;
    const found = this.page.graph()?.search(text) ?? [];
    if (!text) return this.close();
    this.render(text, found.slice(0, MOST));
    this.page.light(found);
    clearTimeout(this.timer);
    if (found.length < MOST) this.timer = setTimeout(() => this.elsewhere(text, found, turn), 180);
    return undefined;
  }

  // What is in the graph but not drawn: entities without a relation, classes that are not loaded.
  async elsewhere(text, found, turn) {
    const page = await json(`api/v1/entities?limit=${MOST}&q=${encodeURIComponent(text)}`).catch(() => ({ items: [] }));
    if (turn !== this.turn) return;
    const known = new Set(found.map((node) => node.iri));
    const others = page.items.filter((item) => !known.has(item.iri)).map((item) => ({ ...item, elsewhere: true }));
    if (document.activeElement === this.input) this.render(text, [...found, ...others].slice(0, MOST), true);
  }

  render(text, items, final = false) {
    this.items = items;
    this.active = items.length ? 0 : -1;
    const looks = this.page.looks();
    const rows = items.map((item, i) => this.row(item, i, text, looks[item.type]));
    const nothing = h("li", { class: "none", role: "option", "aria-disabled": "true" }, t("search.none", { text }));
    this.list.replaceChildren(...(rows.length ? rows : final ? [nothing] : []));
    this.list.hidden = !this.list.children.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
    if (items.length) this.page.say(t("search.found", { n: items.length }));
    else if (final) this.page.say(t("search.none", { text }));
  }

  row(item, i, text, look) {
    const shown = [item.label, ...item.aliases].find((name) => plain(name).includes(plain(text))) ?? item.label;
    const alias = shown === item.label ? "" : item.label;
    const choose = () => this.choose(i);
    return h("li", {
      id: `suggestion-${i}`, role: "option", tabindex: "0", onclick: choose,
      onfocus: () => { this.active = i; this.mark(); },
      onkeydown: (event) => this.rowKey(event, choose),
    }, look && icon(look), h("span", { class: "name", title: item.label }, marked(shown, text), alias && ` → ${alias}`),
    h("span", { class: "note" }, item.elsewhere ? t("search.elsewhere") : look?.[current()] ?? ""));
  }

  rowKey(event, choose) {
    if (event.key === "Enter" || event.key === " ") choose();
    else if (event.key === "Escape") this.leave();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this.step(event.key === "ArrowDown" ? 1 : -1);
      this.list.children[this.active]?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") this.choose(this.active);
    else if (event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
  }

  step(by) {
    if (!this.items.length) return;
    this.active = (this.active + by + this.items.length) % this.items.length;
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((row, i) => {
      if (row.classList.contains("none")) return;
      row.setAttribute("aria-selected", String(i === this.active));
      if (i === this.active) row.scrollIntoView({ block: "nearest" });
    });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `suggestion-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(i) {
    const item = this.items[i];
    if (!item) return;
    this.close();
    this.input.value = item.label;
    this.input.blur();
    this.page.open(item, { travel: true });
  }

  // Escape: first the text goes, then the selection.
  leave() {
    if (this.input.value) {
      this.input.value = "";
      this.update();
      this.input.focus();
    } else this.page.clear();
  }

  close() {
    clearTimeout(this.timer);
    this.turn++;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.page.light(null);
  }

  reset() {
    this.input.value = "";
  }
}

function marked(name, text) {
  const at = name.toLowerCase().indexOf(text.toLowerCase());
  if (at < 0) return name;
  return [name.slice(0, at), h("mark", {}, name.slice(at, at + text.length)), name.slice(at + text.length)];
}
