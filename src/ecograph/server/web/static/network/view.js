// What is looked at, as the address says it: everything that makes a picture can be shared.

const LISTS = ["classes", "predicates"];
const WORDS = ["role", "place", "state", "around", "select"];

export function read(search) {
  const told = new URLSearchParams(search), get = (name) => told.get(name) ?? "";
  const view = { confidence: Math.round(100 * (Number(get("confidence")) || 0)) };
  for (const name of LISTS) view[name] = get(name) ? new Set(get(name).split(",")) : null;
  for (const name of WORDS) view[name] = get(name);
  const [from, to = from] = get("year").split("-");
  view.years = /^\d{4}$/.test(from) && /^\d{4}$/.test(to) ? [from, to] : null;
  view.colour = get("colour") === "community" ? "community" : "class";
  view.size = get("size") === "rank" ? "rank" : "degree";
  view.path = get("from") && get("to") ? [get("from"), get("to")] : null;
  view.from = view.path ? "" : get("from");
  view.open = told.getAll("open").map((each) => { const [, count, id] = each.match(/^(\d+):(.*)$/) ?? [0, 24, each]; return [id, Number(count)]; });
  const at = get("at").split(",").map(Number);
  view.at = at.length === 3 && at.every(Number.isFinite) ? at : null;
  view.renderer = get("renderer");
  return view;
}

export function write(view) {
  const told = new URLSearchParams();
  for (const name of LISTS) if (view[name]) told.set(name, [...view[name]].join(","));
  for (const name of WORDS) if (view[name]) told.set(name, view[name]);
  if (view.years) told.set("year", view.years[0] === view.years[1] ? view.years[0] : view.years.join("-"));
  if (view.confidence) told.set("confidence", view.confidence / 100);
  if (view.colour !== "class") told.set("colour", view.colour);
  if (view.size !== "degree") told.set("size", view.size);
  if (view.path) { told.set("from", view.path[0]); told.set("to", view.path[1]); } else if (view.from) told.set("from", view.from);
  for (const [id, count] of view.open) told.append("open", `${count}:${id}`);
  if (view.at) told.set("at", view.at.map((each) => Number(each.toFixed(each < 10 ? 3 : 0))).join(","));
  if (view.renderer) told.set("renderer", view.renderer);
  return told.toString().replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%2C", ",");
}
