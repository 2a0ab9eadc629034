// Show why a fact is believed: the sentence, its article, the rule that read it and its confidence.
import { h } from "./dom.js";
import { has, t } from "./i18n.js";

export function quotes(evidence, names) {
  if (!evidence.length) return h("p", { class: "muted" }, t("evidence.none"));
  return evidence.map((each) => quote(each, names));
}

function quote(each, names) {
  const { source } = each;
  const where = [source.publisher, source.issued].filter(Boolean).join(" · ");
  return h("figure", { class: "quote" },
    h("blockquote", { lang: "zh" }, emphasised(flow(each.quote), names)),
    h("figcaption", {},
      h("div", {}, h("cite", { lang: "zh", title: source.path || source.iri }, source.title ? `《${flow(source.title)}》` : t("source.untitled")), where && ` ${where}`),
      h("div", { class: "about" }, tags(each), each.confidence !== null && confidence(each.confidence), rule(each))));
}

function tags({ modality, speaker }) {
  const shown = modality && modality !== "stated" && has(`modality.${modality}`);
  return [
    shown && h("span", { class: modality === "denied" ? "tag denied" : "tag" }, t(`modality.${modality}`)),
    speaker && h("span", { class: "tag" }, t("says", { name: speaker.label })),
  ];
}

function confidence(value) {
  const percent = Math.round(value * 100);
  const bar = h("i");
  bar.style.width = `${percent}%`; // through the object model, which the content policy allows
  return h("span", { title: t("confidence") }, h("span", { class: "meter", "aria-hidden": "true" }, bar), ` ${t("confidence")} ${percent}%`);
}

function rule(each) {
  const place = each.start === null ? "" : ` · ${t("characters", { start: each.start, end: each.end })}`;
  return h("span", {}, `${t("rule")} `, h("code", {}, each.rule || "–"), place);
}

// Undo the line breaks of a printed page: none between Chinese characters, a blank elsewhere.
export function flow(text) {
  return text.replace(/\s*\n\s*/g, (_, at, whole) => (/[\x21-\x7e]/.test(whole[at - 1] ?? "") && /[\x21-\x7e]/.test(whole.slice(at).trimStart()[0] ?? "") ? " " : "")).trim();
}

function emphasised(text, names) {
  const known = [...new Set(names.flatMap((name) => [name, name.replace(/^[“《]|[”》]$/g, "")]))].filter((name) => name.length > 1);
  if (!known.length) return text;
  known.sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(${known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`);
  return text.split(pattern).map((part, i) => (i % 2 ? h("mark", {}, part) : part));
}
