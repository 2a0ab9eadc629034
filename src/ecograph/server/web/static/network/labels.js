// Names over the picture: the weightiest first, none on another; the same for both ways of drawing.
import { sign } from "./looks.js";

const FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';
const CELL = 24, LONGEST = 14;

export class Labels {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.wide = new Map();
    this.placed = [];
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.canvas, ratio = Math.min(devicePixelRatio || 1, 2);
    Object.assign(this, { width, height, ratio });
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
  }

  /** Draw names of nodes ({x, y, r, label, shape, fill} on the screen, the weightiest first) within the picture. */
  draw(nodes, { most = 160, signs = false, strong = () => false, faded = () => false, ink, paper }) {
    const { context, ratio, width, height } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.textAlign = "center";
    context.textBaseline = "top";
    context.lineJoin = "round";
    this.taken = new Set();
    this.placed = [];
    let looked = 0;
    for (const node of nodes) {
      if (this.placed.length >= most || looked > 8000) break;
      if (node.x < -60 || node.y < -30 || node.x > width + 60 || node.y > height + 30) continue;
      looked += 1;
      const bold = strong(node);
      if (faded(node) && !bold) continue;
      const text = node.label.length > LONGEST && !bold ? `${node.label.slice(0, LONGEST - 1)}…` : node.label;
      const font = `${bold ? "600 13px" : "12px"} ${FONT}`;
      const half = this.measure(text, font) / 2 + 3, top = node.y + node.r + 2;
      if (!this.free(node.x - half, top, node.x + half, top + 15) && !bold) continue;
      this.take(node.x - half, top, node.x + half, top + 15);
      this.placed.push({ ...node, text, top, bold });
      context.font = font;
      if (signs) {
        sign(context, node.shape, node.x, node.y, Math.max(node.r, 4));
        context.fillStyle = node.fill;
        context.fill();
      }
      context.strokeStyle = paper;
      context.lineWidth = 3;
      context.strokeText(text, node.x, top);
      context.fillStyle = ink;
      context.fillText(text, node.x, top);
    }
  }

  measure(text, font) {
    const key = `${font[0]}${text}`;
    let found = this.wide.get(key);
    if (found === undefined) {
      this.context.font = font;
      found = this.context.measureText(text).width;
      this.wide.set(key, found);
    }
    return found;
  }

  * cells(x0, y0, x1, y1) {
    for (let i = Math.floor(x0 / CELL); i <= Math.floor(x1 / CELL); i++)
      for (let j = Math.floor(y0 / 9); j <= Math.floor(y1 / 9); j++) yield i * 4096 + j;
  }

  free(...box) { for (const cell of this.cells(...box)) if (this.taken.has(cell)) return false; return true; }
  take(...box) { for (const cell of this.cells(...box)) this.taken.add(cell); }
}
