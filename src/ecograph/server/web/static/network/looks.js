// How nodes and lines look, in the theme of now: colours and shapes by class as everywhere else, or colours by community.
import { colour } from "../frame.js";

export const SHAPES = {
  Agency: "rectangle", Project: "ellipse", Official: "triangle", Place: "hexagon", Policy: "diamond", Target: "wedge", Observation: "pentagon",
};
// What a line is drawn with: a colour of the page, its width, dashes.
const LINES = {
  "responsibleFor:leads": ["--ink", 2.2, []], responsibleFor: ["--muted", 1.3, []], "responsibleFor:supports": ["--muted", 1.3, [5, 3]],
  "responsibleFor:supervises": ["--muted", 1.3, [7, 2, 2, 2]], "responsibleFor:approves": ["--muted", 1.5, [1.5, 2.5]], "responsibleFor:funds": ["--muted", 1.3, [11, 3]],
  worksFor: ["--official", 1.2, []], partOf: ["--agency", 1.2, [3, 2.5]], locatedIn: ["--place", 1.2, [5, 2.5]], within: ["--place", 1.1, [1.5, 2.5]],
  governedBy: ["--policy", 1.2, [5, 2.5]], issued: ["--policy", 1.2, []], hasTarget: ["--target", 1.2, []],
};
const GROUPS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a800", "#8c6bb1", "#a6761d", "#66a61e", "#e7298a", "#1b9e9e"];

export class Looks {
  constructor(model) { this.model = model; this.theme(); }

  theme() {
    const names = ["--paper", "--surface", "--ink", "--muted", "--line", "--accent", "--other", ...this.model.classes.map((each) => `--${each.toLowerCase()}`), "--official", "--policy", "--place", "--target"];
    this.colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
  }

  of(name) { return this.colours[name]; }

  node(index, view) {
    const { model } = this, name = model.className(index), group = model.community[index];
    const fill = view.colour === "community" ? GROUPS[group] ?? this.of("--other") : this.of(`--${name.toLowerCase()}`);
    const size = view.size === "rank" ? 4 + 14 * (model.rank[index] / 1000) : 5 + 2 * Math.sqrt(Math.min(model.degree[index], 60));
    return { fill, shape: SHAPES[name] ?? "ellipse", size, label: model.label[index], weight: view.size === "rank" ? model.rank[index] : model.degree[index] };
  }

  line(facts) {
    // The line of several facts is that of the strongest one.
    const keys = facts.map((e) => this.model.looks[this.model.look[e]]);
    const key = keys.find((each) => each === "responsibleFor:leads") ?? keys[0];
    const [name, width, dashes] = LINES[key] ?? LINES[key.split(":")[0]] ?? ["--muted", 1, []];
    return { colour: this.of(name), width, dashes };
  }

  look(key) { return LINES[key] ?? LINES[key.split(":")[0]]; }
}

/** Draw a sign on a canvas. */
export function sign(context, shape, x, y, r) {
  const corners = {
    rectangle: [[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]], triangle: [[0, -1], [1, 0.8], [-1, 0.8]], diamond: [[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]],
    hexagon: [[-0.5, -0.9], [0.5, -0.9], [1, 0], [0.5, 0.9], [-0.5, 0.9], [-1, 0]], wedge: [[-1, -0.8], [1, -0.8], [0, 1]],
    pentagon: [[0, -1], [0.95, -0.31], [0.59, 0.81], [-0.59, 0.81], [-0.95, -0.31]],
  }[shape];
  context.beginPath();
  if (corners) corners.forEach(([dx, dy], k) => context[k ? "lineTo" : "moveTo"](x + dx * r, y + dy * r)); else context.arc(x, y, r, 0, 2 * Math.PI);
  context.closePath();
}
