// Suggestions under a search box, as a combobox: arrows choose, Enter opens, Escape closes. Without an answer the form searches.

// The signs of parts.html.
const SHAPES = {
  Agency: "M1.5 1.5h9v9h-9z", Project: "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z", Official: "M6 1 11 10.5H1z", Place: "M3.5 1.5h5L11 6l-2.5 4.5h-5L1 6z",
  Policy: "M6 .5 11.5 6 6 11.5.5 6z", Target: "M1 1.5h10L6 11z", Observation: "M6 1l5 3.7L9.2 10.5H2.8L1 4.7z", other: "M2 5h8v2H2z",
};

/** Suggest entities under an input while one types; `open` is called with the one chosen, by default its page opens. */
export function suggest(box, { root, t, open = (item) => location.assign(item.href) }) {
  const list = document.createElement("ul");
  const told = document.createElement("div");
  let items = [], at = -1, asked = 0, waiting = 0;
  list.id = `${box.id}-list`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", t("js.suggestions"));
  told.className = "hidden";
  told.setAttribute("role", "status");
  box.after(list, told);
  const set = (name, value) => box.setAttribute(name, value);
  set("role", "combobox"); set("aria-autocomplete", "list"); set("aria-controls", list.id); set("aria-expanded", "false");

  const close = () => { list.hidden = true; at = -1; set("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const choose = (next) => {
    at = (next + items.length) % items.length;
    [...list.children].forEach((row, index) => row.setAttribute("aria-selected", index === at));
    list.children[at].scrollIntoView({ block: "nearest" });
    set("aria-activedescendant", list.children[at].id);
  };
  const show = (found) => {
    items = found;
    at = -1;
    list.replaceChildren(...items.map(row));
    list.hidden = !items.length;
    set("aria-expanded", String(items.length > 0));
    box.removeAttribute("aria-activedescendant");
    told.textContent = items.length ? t("js.suggestions.n", { n: items.length }) : "";
  };
  const row = (item, index) => {
    const line = document.createElement("li");
    const label = document.createElement("span"), kind = document.createElement("small");
    line.id = `${list.id}-${index}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    sign.setAttribute("class", `glyph ${item.type.toLowerCase()}`);
    sign.setAttribute("viewBox", "0 0 12 12");
    sign.setAttribute("aria-hidden", "true");
    sign.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    sign.firstChild.setAttribute("d", SHAPES[item.type] ?? SHAPES.other);
    if (item.text === item.label || !item.text) label.append(...marked(item.label, item.highlights));
    else label.append(item.label, " ", Object.assign(document.createElement("small"), { className: "alias" }));
    label.querySelector(".alias")?.append(...marked(item.text, item.highlights));
    kind.textContent = t(`js.type.${item.type}`);
    line.append(sign, label, kind);
    line.addEventListener("pointerdown", (event) => { event.preventDefault(); close(); open(item); });
    return line;
  };
  const ask = async () => {
    const text = box.value.trim(), mine = ++asked;
    if (!text) return show([]);
    const found = await fetched(root, text);
    if (mine === asked && document.activeElement === box) show(found);
  };

  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 90); });
  box.addEventListener("focus", () => { if (box.value.trim() && list.hidden) ask(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") choose(at + 1);
    else if (event.key === "ArrowUp") choose(at < 0 ? items.length - 1 : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) { const item = items[at]; close(); open(item); }
    else return;
    event.preventDefault();
  });
}

/** Return what the server suggests; nothing where it cannot. */
async function fetched(root, text) {
  try {
    const answer = await fetch(`${root}/api/v1/suggest?${new URLSearchParams({ q: text, limit: 8 })}`);
    if (!answer.ok) return [];
    const found = await answer.json();
    return (found.items ?? found).map((each) => ({ ...each, href: address(root, each.iri) }));
  } catch {
    return [];
  }
}

/** Return the page of a thing. */
export function address(root, iri) {
  const [, rest] = iri.split("/id/");
  if (!rest) return `${root}/id/${encodeURIComponent(iri)}`;
  return rest.startsWith("document/") ? `${root}/article/${rest.slice(9)}` : `${root}/id/${encodeURI(rest)}`;
}

/** Return a text as nodes, what was typed of it marked; the stretches count characters, not UTF-16 units. */
function marked(text, stretches = []) {
  const letters = Array.from(text), nodes = [];
  let done = 0;
  for (const [start, end] of stretches) {
    nodes.push(letters.slice(done, start).join(""), Object.assign(document.createElement("mark"), { textContent: letters.slice(start, end).join("") }));
    done = end;
  }
  return [...nodes, letters.slice(done).join("")];
}
