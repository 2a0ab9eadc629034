// The filters and the legend in one: what is ticked is shown, and how it looks stands beside it.
import { h, s } from "../dom.js";
import { t } from "../frame.js";
import { PREDICATES } from "./model.js";
import { glyph } from "./panel.js";

export class Filters {
  constructor(box, page) {
    Object.assign(this, { box, page, model: page.model, view: page.view });
    const years = [...new Set(this.model.years.flat())].sort();
    this.years = years.length ? range(Number(years[0]), Number(years.at(-1))) : [];
    this.classes();
    this.relations();
    this.time();
    this.form();
    this.counted();
  }

  $(name) { return this.box.querySelector(`[data-filter="${name}"]`); }

  /** One box for each value of a set of the view; null is all of them. */
  boxes(where, name, values, row) {
    const place = this.$(where);
    place.replaceChildren(...values.map((value) => {
      const input = h("input", { type: "checkbox", name, value, checked: !this.view[name] || this.view[name].has(value) });
      input.addEventListener("change", () => {
        const on = [...place.querySelectorAll("input:checked")].map((each) => each.value);
        this.view[name] = on.length === values.length ? null : new Set(on);
        this.page.changed();
      });
      return h("label", {}, input, ...row(value), h("span", { class: "n", "data-count": `${name}:${value}` }));
    }));
  }

  classes() {
    this.boxes("classes", "classes", this.model.classes.slice(0, 5), (name) => [glyph(name), h("span", {}, t(`js.type.${name}`))]);
  }

  relations() {
    const there = new Set(this.model.parts.map(([predicate]) => predicate));
    this.boxes("predicates", "predicates", PREDICATES.filter((each) => there.has(each)), (name) => [this.swatch(name), h("span", {}, t(`network.js.says.${name}`))]);
  }

  swatch(name) {
    const [, width, dashes] = this.page.looks.look(name) ?? ["--muted", 1, []];
    return s("svg", { class: `swatch line-${name}`, viewBox: "0 0 22 8", width: 22, height: 8, "aria-hidden": "true" }, s("path", { d: "M0 4h22", "stroke-width": width * 1.2, "stroke-dasharray": dashes.join(" ") || null }));
  }

  swatches() { this.communities(); }

  time() {
    const place = this.$("years");
    if (this.years.length < 2) { place.closest("section").hidden = true; return; }
    const counts = new Map(this.years.map((year) => [year, 0]));
    this.model.year.forEach((each) => { for (const year of this.model.years[each]) counts.set(Number(year), (counts.get(Number(year)) ?? 0) + 1); });
    const most = Math.max(...counts.values()), width = 200 / this.years.length;
    this.bars = this.years.map((year, k) => s("rect", { x: k * width + 1, width: Math.max(1, width - 2), y: 28 - (27 * counts.get(year)) / most, height: (27 * counts.get(year)) / most, "data-year": year }));
    const [low, high] = [this.years[0], this.years.at(-1)];
    const [from, to] = this.view.years?.map(Number) ?? [low, high];
    const slider = (label, value) => h("input", { type: "range", min: low, max: high, step: 1, value, "aria-label": t(label) });
    this.from = slider("network.js.from", Math.max(low, from));
    this.to = slider("network.js.until", Math.min(high, to));
    this.output = h("output", {});
    const told = () => {
      const a = Math.min(this.from.value, this.to.value), b = Math.max(this.from.value, this.to.value);
      this.output.textContent = a === low && b === high ? t("network.js.all.years") : a === b ? String(a) : `${a}–${b}`;
      for (const bar of this.bars) bar.classList.toggle("out", bar.dataset.year < a || bar.dataset.year > b);
      return [a, b];
    };
    let waiting = 0;
    for (const each of [this.from, this.to]) each.addEventListener("input", () => {
      const [a, b] = told();
      this.view.years = a === low && b === high ? null : [String(a), String(b)];
      clearTimeout(waiting);
      waiting = setTimeout(() => this.page.changed(), 90);
    });
    place.replaceChildren(s("svg", { viewBox: "0 0 200 28", preserveAspectRatio: "none", "aria-hidden": "true" }, ...this.bars), h("div", { class: "range" }, this.from, this.to), this.output);
    told();
  }

  form() {
    const { view, page } = this;
    const on = (name, how, asks) => {
      const input = this.box.querySelector(`[name="${name}"]`);
      input.addEventListener("change", () => { how(input); page.changed({ asks }); });
      return input;
    };
    on("role", (input) => { view.role = input.value; }).value = view.role;
    on("place", (input) => { view.place = input.value.trim(); }, true).value = view.place;
    on("state", (input) => { view.state = input.value; }, true).value = view.state;
    on("colour", (input) => { view.colour = input.value; this.communities(); }).value = view.colour;
    on("size", (input) => { view.size = input.value; }).value = view.size;
    const sure = on("confidence", (input) => { view.confidence = Number(input.value); });
    const told = () => { this.box.querySelector("#confidence-told").textContent = `${sure.value}%`; };
    sure.value = view.confidence;
    sure.addEventListener("input", told);
    told();
    this.box.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    this.box.querySelector("[type=reset]").addEventListener("click", (event) => { event.preventDefault(); this.reset(); });
    this.communities();
  }

  communities() {
    this.$("communities").hidden = this.view.colour !== "community";
  }

  reset() {
    Object.assign(this.view, { classes: null, predicates: null, role: "", place: "", state: "", years: null, confidence: 0, colour: "class", size: "degree" });
    for (const each of this.box.querySelectorAll("input[type=checkbox]")) each.checked = true;
    for (const each of this.box.querySelectorAll("select")) each.selectedIndex = 0;
    this.box.querySelector("[name=place]").value = "";
    this.box.querySelector("[name=confidence]").value = 0;
    this.box.querySelector("[name=confidence]").dispatchEvent(new Event("input"));
    if (this.from) { this.from.value = this.from.min; this.to.value = this.to.max; this.time(); }
    this.communities();
    this.page.changed({ asks: true });
  }

  /** Write beside each box how many are shown. */
  counted() {
    const { model, page } = this, counts = new Map();
    const add = (key) => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const index of page.places?.keys() ?? []) add(`classes:${model.className(index)}`);
    for (const { facts } of page.lines ?? []) for (const e of facts) add(`predicates:${model.predicate(e)}`);
    for (const each of this.box.querySelectorAll("[data-count]")) each.textContent = (counts.get(each.dataset.count) ?? 0).toLocaleString();
  }
}

const range = (from, to) => Array.from({ length: Math.min(60, to - from + 1) }, (_, k) => Math.max(from, to - 59) + k);
