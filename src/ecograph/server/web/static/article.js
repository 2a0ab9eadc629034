// The article: #s=START-END is shown and highlighted; text and statements light each other up; a card says what a name names.
import { t } from "./frame.js";

const things = JSON.parse(document.getElementById("things").textContent);
const text = document.querySelector(".text");
const card = document.getElementById("card");

const within = (element, start, end) => Number(element.dataset.s) < end && Number(element.dataset.e) > start;
const range = (element) => [Number(element.dataset.s), Number(element.dataset.e)];
const pieces = () => text?.querySelectorAll("p [data-s]") ?? [];
const statements = [...document.querySelectorAll("li[data-s]")];

/** Show the stretch that the address names. */
function jump() {
  for (const each of document.querySelectorAll(".hit")) each.classList.remove("hit");
  const named = location.hash.match(/^#s=(\d+)-(\d+)$/);
  if (!named || !text) return;
  const [start, end] = named.slice(1).map(Number);
  const found = [...pieces()].filter((each) => within(each, start, end));
  for (const each of found) each.classList.add("hit");
  for (const each of statements.filter((one) => one.dataset.s === named[1] && one.dataset.e === named[2])) {
    each.classList.add("hit");
    const folded = each.closest("details");
    if (folded) folded.open = true;
  }
  found[0]?.scrollIntoView({ block: "center", behavior: "instant" });
}

/** Light up the words of a statement while it is pointed at, and the statements of the words that are. */
function light(event) {
  for (const each of document.querySelectorAll(".lit, .same")) each.classList.remove("lit", "same");
  const said = event.target.closest?.("li[data-s]");
  if (said) {
    const [start, end] = range(said);
    for (const each of pieces()) each.classList.toggle("lit", within(each, start, end));
    return;
  }
  const words = event.target.closest?.("p [data-s]");
  if (!words) return;
  const [start, end] = range(words);
  for (const each of statements) each.classList.toggle("lit", Number(each.dataset.s) <= start && Number(each.dataset.e) >= end);
  if (words.dataset.thing) for (const each of text.querySelectorAll(`[data-thing="${words.dataset.thing}"]`)) each.classList.add("same");
}

function show(event) {
  const name = event.target.closest?.(".text a[data-thing]");
  if (!name) return hide();
  const { label, kind, about, named, told } = things[name.dataset.thing];
  const line = (tag, content) => Object.assign(document.createElement(tag), { textContent: content });
  card.replaceChildren(line("strong", label), line("p", [kind, ...about].filter(Boolean).join(" · ")), line("p", t("article.js.card", { named, told })));
  card.hidden = false;
  const box = name.getClientRects()[0], size = card.getBoundingClientRect();
  const above = box.top - size.height - 8 > document.querySelector(".top").offsetHeight;
  card.style.left = `${Math.max(10, Math.min(box.left, innerWidth - size.width - 14)) + scrollX}px`;
  card.style.top = `${(above ? box.top - size.height - 8 : box.bottom + 8) + scrollY}px`;
  name.setAttribute("aria-describedby", "card");
}

function hide() {
  card.hidden = true;
  document.querySelector("[aria-describedby=card]")?.removeAttribute("aria-describedby");
}

addEventListener("hashchange", jump);
for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, (event) => { light(event); show(event); });
document.addEventListener("focusout", hide);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
jump();
