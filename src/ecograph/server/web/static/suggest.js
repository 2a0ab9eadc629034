// Suggestions under a search box, as a combobox: arrows choose, Enter opens, Escape closes. Without an answer the form searches.

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
    label.textContent = item.label;
    kind.textContent = [item.alias, t(`js.type.${item.type}`)].filter(Boolean).join(" · ");
    line.append(label, kind);
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
