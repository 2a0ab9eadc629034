// The outline of each class's symbol, for the canvas and for SVG, and colours that hold on light and dark ground.
import { s } from "./dom.js";

const SIDES = { triangle: [3, -90, 1.25], wedge: [3, 90, 1.25], diamond: [4, -90, 1.2], pentagon: [5, -90, 1.12], hexagon: [6, 0, 1.1], square: [4, -45, 1.27] };

export function outline(shape, radius) {
  const [sides, turn, grow] = SIDES[shape] || SIDES.square;
  const drop = shape === "triangle" ? radius * 0.18 : shape === "wedge" ? -radius * 0.18 : 0;
  return Array.from({ length: sides }, (_, i) => {
    const angle = ((turn + (360 / sides) * i) * Math.PI) / 180;
    return [Math.cos(angle) * radius * grow, Math.sin(angle) * radius * grow + drop];
  });
}

// `add` puts the shape into the path that is being made.
export function trace(context, shape, x, y, radius, add = false) {
  if (!add) context.beginPath();
  if (shape === "circle") {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  outline(shape, radius).forEach(([dx, dy], i) => (i ? context.lineTo(x + dx, y + dy) : context.moveTo(x + dx, y + dy)));
  context.closePath();
}

export function icon(look) {
  const paint = { fill: fillOf(look.colour), stroke: edgeOf(look.colour), "stroke-width": 1.2, "stroke-linejoin": "round" };
  const mark = look.shape === "circle"
    ? s("circle", { r: 6.4, ...paint })
    : s("polygon", { points: outline(look.shape, 6).map((point) => point.map((n) => n.toFixed(2)).join()).join(" "), ...paint });
  return s("svg", { class: "icon", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, mark);
}

const darkness = matchMedia("(prefers-color-scheme: dark)");
export const dark = () => darkness.matches;
export const onTheme = (listener) => darkness.addEventListener("change", listener);

// Fills stay as they are; in the dark they are lifted a little. Outlines keep pale fills apart from the paper.
export const fillOf = (colour) => (dark() ? mix(colour, "#ffffff", 0.16) : colour);
export const edgeOf = (colour) => (dark() ? mix(colour, "#ffffff", 0.5) : mix(colour, "#10181c", 0.42));
export const lineOf = (colour) => {
  const [red, green, blue] = parse(colour);
  const grey = Math.max(red, green, blue) - Math.min(red, green, blue) < 24;
  if (dark()) return grey ? mix("#ffffff", "#12171b", 0.3 + red / 600) : mix(colour, "#ffffff", 0.35);
  return colour;
};

function parse(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}

function mix(a, b, share) {
  const other = parse(b);
  const mixed = parse(a).map((value, i) => Math.round(value * (1 - share) + other[i] * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
