// The API page: every operation of /openapi.json, with its parameters and a way to try it.
import { h, json } from "./dom.js";
import { root, t } from "./frame.js";

const SHOWN = 20000;
let description = null;

async function start() {
  description = await json(`${root}/openapi.json`);
  render();
}

function render() {
  const groups = new Map();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "";
      groups.has(tag) || groups.set(tag, []);
      groups.get(tag).push(section(path, method, operation));
    }
  }
  const open = new Set([...document.querySelectorAll(".op[open]")].map((each) => each.id));
  document.getElementById("operations").replaceChildren(...[...groups].flatMap(([tag, sections]) => [h("h2", {}, tag), ...sections]));
  for (const each of document.querySelectorAll(".op")) each.open = open.has(each.id) || `#${each.id}` === location.hash;
}

function section(path, method, operation) {
  const fields = (operation.parameters ?? []).map(field);
  const body = operation.requestBody && bodyField(operation.requestBody.content);
  const formats = Object.keys(operation.responses[200]?.content ?? {});
  const accept = formats.length > 1 ? h("select", {}, h("option", { value: "" }, "*/*"), formats.map((each) => h("option", {}, each))) : null;
  const answer = h("div", { class: "answer", "aria-live": "polite" });
  const run = () => tryIt({ path, method, fields, body, accept, answer });
  return h("details", { class: "op", id: operation.operationId },
    h("summary", {}, h("span", { class: "method" }, method.toUpperCase()), h("span", { class: "path" }, path), h("span", { class: "what" }, operation.summary ?? "")),
    h("div", { class: "inside" }, h("p", {}, operation.description ?? ""),
      fields.length ? h("table", {}, h("thead", {}, h("tr", {}, ["docs.parameter", "docs.value", "docs.meaning"].map((key) => h("th", { scope: "col" }, t(key))))), h("tbody", {}, fields.map((each) => each.row))) : null,
      body && h("label", {}, `${t("docs.body")} (${body.type})`, body.input),
      accept && h("label", {}, t("docs.format"), accept),
      h("button", { type: "button", class: "run", onclick: run }, t("docs.run")), answer, returns(operation)));
}

function field(parameter) {
  const schema = parameter.schema ?? {}, items = schema.items ?? schema;
  const example = parameter.example ?? schema.examples?.[0] ?? items.examples?.[0] ?? "";
  const choices = items.enum ?? (schema.type === "boolean" ? ["false", "true"] : null);
  const name = { "aria-label": parameter.name, name: parameter.name };
  const long = parameter.name === "query";
  const input = choices
    ? h("select", name, h("option", { value: "" }, "–"), choices.filter(Boolean).map((each) => h("option", {}, each)))
    : long ? h("textarea", name, example) : h("input", { ...name, placeholder: example || (schema.default ?? ""), value: parameter.required ? example : "" });
  const row = h("tr", {}, h("td", {}, parameter.name, parameter.required && [" ", h("small", {}, t("docs.required"))]), h("td", {}, input), h("td", {}, parameter.description ?? schema.description ?? ""));
  return { parameter, input, row };
}

function bodyField(content) {
  const [type, { example }] = Object.entries(content)[0];
  return { type, input: h("textarea", { "aria-label": t("docs.body") }, example ?? "") };
}

function returns(operation) {
  const names = Object.entries(operation.responses).map(([status, { content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    return `${status} ${(schema?.$ref ?? schema?.items?.$ref ?? "").split("/").at(-1)}`.trim();
  });
  return h("p", { class: "returns" }, `${t("docs.returns")}: ${names.join(" · ")}`);
}

async function tryIt({ path, method, fields, body, accept, answer }) {
  let address = path;
  const query = new URLSearchParams();
  for (const { parameter, input } of fields) {
    const value = input.value.trim();
    if (parameter.in === "path") address = address.replace(`{${parameter.name}}`, encodeURIComponent(value || input.placeholder));
    else if (value && parameter.schema?.type === "object") new URLSearchParams(value).forEach((own, key) => query.append(key, own));
    else if (value) query.append(parameter.name, value);
  }
  const url = root + address + (query.size ? `?${query}` : "");
  const headers = { Accept: accept?.value || "*/*", ...(body ? { "Content-Type": body.type } : {}) };
  answer.replaceChildren(h("p", {}, t("docs.running")));
  const began = performance.now();
  try {
    const got = await fetch(url, { method: method.toUpperCase(), headers, body: body?.input.value });
    show(answer, new URL(url, location.href).href, got, await got.text(), performance.now() - began);
  } catch (error) {
    answer.replaceChildren(h("p", { class: "bad" }, t("docs.failed", { reason: error.message })));
  }
}

function show(answer, url, got, text, took) {
  const type = got.headers.get("content-type") ?? "";
  let shown = text;
  if (type.includes("json")) {
    try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch { /* show it as it came */ }
  }
  answer.replaceChildren(
    h("p", {}, h("span", { class: got.ok ? "good" : "bad" }, `${got.status} ${got.statusText}`), ` · ${type} · ${Math.round(took)} ms`),
    h("p", {}, h("code", {}, decodeURI(url))),
    h("pre", { tabindex: "0" }, shown.slice(0, SHOWN), shown.length > SHOWN ? `\n${t("docs.truncated", { n: SHOWN })}` : ""));
}

start();
