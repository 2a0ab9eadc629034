// Keys, pointers and buttons; then the start.
// --- keys and pointers ---
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function rove(i) {
  for (const node of nodes) node.element.setAttribute("tabindex", -1);
  nodes[i].element.setAttribute("tabindex", 0);
}

// The nearest node that lies more ahead than aside.
function neighbour(i, [dx, dy]) {
  let best = -1, least = Infinity;
  nodes.forEach((node, j) => {
    const ahead = (node.x - nodes[i].x) * dx + (node.y - nodes[i].y) * dy;
    const aside = Math.abs((node.x - nodes[i].x) * dy) + Math.abs((node.y - nodes[i].y) * dx);
    if (j !== i && shown(j) && ahead > 0 && ahead >= aside * 0.7 && ahead + 1.5 * aside < least) [best, least] = [j, ahead + 1.5 * aside];
  });
  return best;
}

// Bring a node that has the keyboard into sight.
function reveal(i) {
  const box = $("#picture").getBoundingClientRect(), [x, y] = at(nodes[i]), edge = 60;
  const [sx, sy] = [x + view.x, y + view.y];
  view.x += Math.max(0, edge - sx) - Math.max(0, sx - box.width + edge);
  view.y += Math.max(0, edge - sy) - Math.max(0, sy - box.height + edge);
  move();
}

nodes.forEach((node, i) => {
  const element = node.element;
  element.addEventListener("mouseenter", () => hover({ node: i }));
  element.addEventListener("mouseleave", () => hover(null));
  element.addEventListener("focus", () => { reveal(i); if (element.matches(":focus-visible")) hover({ node: i }); });
  element.addEventListener("blur", () => hover(null));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") choose({ node: i });
    else if (ARROWS[event.key]) {
      const next = neighbour(i, ARROWS[event.key]);
      if (next >= 0) { rove(next); nodes[next].element.focus(); }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
});
edges.forEach((edge, i) => {
  edge.element.addEventListener("mouseenter", () => hover({ edge: i }));
  edge.element.addEventListener("mouseleave", () => hover(null));
});

const picture = $("#picture"), fingers = new Map();
let dragged = 0, pressed = null;
const owner = (element) => {
  const group = element.closest(".node, .edge");
  if (!group) return null;
  const node = nodes.findIndex((each) => each.element === group);
  return node >= 0 ? { node } : { edge: edges.findIndex((each) => each.element === group) };
};
picture.addEventListener("pointerdown", (event) => {
  fingers.set(event.pointerId, event);
  if (fingers.size === 1) { dragged = 0; pressed = owner(event.target); }
});
picture.addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
  dragged += Math.abs(dx) + Math.abs(dy);
  if (dragged > 4 && !picture.hasPointerCapture(event.pointerId)) picture.setPointerCapture(event.pointerId);
  if (fingers.size === 1) { view.x += dx; view.y += dy; move(); }
  else {
    const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
    const span = (each) => Math.hypot(each.clientX - other.clientX, each.clientY - other.clientY) || 1;
    zoom(span(event) / span(before), other.clientX, other.clientY);
  }
  fingers.set(event.pointerId, event);
});
const lift = (event) => {
  if (!fingers.delete(event.pointerId) || event.type !== "pointerup" || dragged > 4 || fingers.size) return;
  choose(pressed);
};
for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) picture.addEventListener(kind, lift);
picture.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0016)), event.clientX, event.clientY);
}, { passive: false });

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea");
  if (event.key === "Escape") { close(); choose(null); picture.focus(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); $("#search input").focus(); }
  else if (event.key === "0") fit();
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.target === picture && ARROWS[event.key]) {
    event.preventDefault();
    view.x -= 60 * ARROWS[event.key][0];
    view.y -= 60 * ARROWS[event.key][1];
    move();
  }
});

$("#search input").addEventListener("input", offer);
$("#search input").addEventListener("focus", offer);
$("#search").addEventListener("keydown", (event) => {
  const buttons = [...document.querySelectorAll("#found button")];
  const here = buttons.indexOf(document.activeElement);
  if (event.key === "Enter" && here < 0 && buttons.length && !$("#found").hidden) buttons[0].click();
  else if (event.key === "ArrowDown" && buttons.length) buttons[Math.min(here + 1, buttons.length - 1)].focus();
  else if (event.key === "ArrowUp" && here >= 0) (here ? buttons[here - 1] : $("#search input")).focus();
  else return;
  event.preventDefault();
});
document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#search")) close(); });

const zooms = { in: () => zoom(1.35), out: () => zoom(1 / 1.35), fit };
for (const button of document.querySelectorAll("#zoom button")) button.addEventListener("click", zooms[button.dataset.zoom]);
$("#language").addEventListener("click", () => {
  language = language === "zh" ? "en" : "zh";
  memory.set("language", language);
  speak();
});
$("#theme").addEventListener("click", () => {
  theme = theme === "dark" ? "light" : "dark";
  memory.set("theme", theme);
  document.documentElement.dataset.theme = theme;
});

function speak() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  $("#language").textContent = word("language");
  $("#theme").textContent = word("theme");
  $("#search input").placeholder = word("search");
  $("#search input").setAttribute("aria-label", word("search"));
  $("#counts").textContent = word("count")(nodes.length, edges.length);
  picture.setAttribute("aria-label", word("picture"));
  for (const button of document.querySelectorAll("#zoom button")) {
    button.title = word(button.dataset.zoom);
    button.setAttribute("aria-label", word(button.dataset.zoom));
  }
  for (const node of nodes) node.element.setAttribute("aria-label", `${node.label}, ${name(nodeStyle(node))}`);
  explain();
  tell();
}

document.documentElement.dataset.theme = theme;
$("h1").textContent = document.title;
if (innerWidth < 760) $("#legend").open = false;
speak();
paint();
fit();
addEventListener("resize", () => { if (fitted) fit(); });
