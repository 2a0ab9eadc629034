// What every page does: the theme's switch, the key that goes to the search box, suggestions; and what other scripts need of the page.
import { suggest } from "./suggest.js";

const page = document.documentElement;
const texts = Object.assign({}, ...["frame-texts", "page-texts"].map((id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}")));

/** The prefix below which a proxy serves us, "" for none; put it before each address. */
export const root = page.dataset.root;

/** The page's language, zh or en. */
export const lang = page.lang.startsWith("zh") ? "zh" : "en";

/** Return a text of the page's own table (#page-texts, made by `texts(prefix)|data`) or of the frame's, `{name}` filled in. */
export function t(key, values = {}) {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Return a colour of base.css (`--agency`) as the browser computes it in the theme of now; for pictures on a canvas. */
export function colour(name) {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.hidden = true;
  probe.style.color = `var(${name})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function theme() {
  const button = document.getElementById("theme");
  const following = { "": "dark", dark: "light", light: "" };
  button.setAttribute("role", "button");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const chosen = following[page.dataset.theme ?? ""];
    if (chosen) page.dataset.theme = chosen; else delete page.dataset.theme;
    document.cookie = `theme=${chosen}; path=${root || "/"}; samesite=lax; max-age=${chosen ? 31536000 : 0}`;
    const told = t(`js.theme.${chosen || "auto"}`);
    button.title = button.querySelector("span").textContent = told;
    document.dispatchEvent(new CustomEvent("theme"));
  });
  button.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); button.click(); } });
}

function slash() {
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = [...document.querySelectorAll("[data-suggest]")];
    event.preventDefault();
    (boxes.find((box) => box.closest("main")) ?? boxes[0])?.focus();
  });
}

theme();
slash();
for (const box of document.querySelectorAll("[data-suggest]")) suggest(box, { root, lang, t });
