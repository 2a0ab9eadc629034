// The network page's texts in two languages; the server chose the first one.
let texts = {};
let language = "zh";

export async function load() {
  const answer = await fetch("static/texts.json");
  texts = await answer.json();
  language = document.documentElement.lang.startsWith("en") ? "en" : "zh";
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
  document.cookie = `lang=${language}; path=/; samesite=lax; max-age=31536000`;
  const address = new URL(location.href);
  address.searchParams.set("lang", language);
  history.replaceState(history.state, "", address);
  apply();
}

function apply() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-t]")) each.textContent = t(each.dataset.t);
  for (const each of document.querySelectorAll("[data-t-label]")) each.setAttribute("aria-label", t(each.dataset.tLabel));
  for (const each of document.querySelectorAll("[data-t-placeholder]")) each.placeholder = t(each.dataset.tPlaceholder);
}
