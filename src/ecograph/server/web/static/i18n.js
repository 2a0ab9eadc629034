// The page's texts in two languages. ?lang= goes before what was chosen last time, that before the browser's wish.
const KEY = "ecograph.language";
let texts = {};
let language = "zh";

export async function load() {
  const answer = await fetch("static/texts.json");
  texts = await answer.json();
  const asked = new URLSearchParams(location.search).get("lang") || stored();
  language = texts[asked] ? asked : document.documentElement.lang.startsWith("en") ? "en" : "zh";
  apply();
}

export function current() {
  return language;
}

export function t(key, values = {}) {
  const text = texts[language]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// True where the texts know the key.
export function has(key) {
  return texts[language]?.[key] !== undefined;
}

export function toggle() {
  language = language === "zh" ? "en" : "zh";
  try { localStorage.setItem(KEY, language); } catch { /* private windows may forbid it; the address remembers too */ }
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  history.replaceState(history.state, "", address);
  apply();
}

function stored() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

function apply() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll("[data-t-label]")) each.setAttribute("aria-label", t(each.dataset.tLabel));
  for (const each of document.querySelectorAll("[data-t-placeholder]")) each.placeholder = t(each.dataset.tPlaceholder);
}
