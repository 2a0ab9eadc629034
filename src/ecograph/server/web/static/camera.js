// Where the map looks: place, scale and flights between them. The view on top of it has width, height, draw and paint.
const MIN = 0.04, MAX = 6;
export const CROWD = 500; // above this many nodes a moving map is drawn plainly, and a still one with fewer names
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const clamp = (k) => Math.min(MAX, Math.max(MIN, k));

export class Camera {
  constructor() {
    this.camera = { x: 0, y: 0, k: 1 };
    this.insets = { top: 0, right: 0, bottom: 0, left: 0 }; // what covers the map at its sides
    this.graph = null;
  }

  screen(node) {
    const { x, y, k } = this.camera, { left, right, top, bottom } = this.insets;
    return [(node.x - x) * k + (this.width + left - right) / 2, (node.y - y) * k + (this.height + top - bottom) / 2];
  }

  radius(node) {
    return node.radius * Math.min(1.7, Math.max(0.42, Math.sqrt(this.camera.k)));
  }

  fit(nodes, { most = 1.6, least = 0, around = null, jump = false } = {}) {
    const shown = nodes ?? this.graph?.visible() ?? [];
    if (!shown.length || !this.width) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of shown) {
      left = Math.min(left, x); right = Math.max(right, x); top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
    const wide = this.width - this.insets.left - this.insets.right - 130, high = this.height - this.insets.top - this.insets.bottom - 110;
    const k = Math.min(most, Math.max(wide, 80) / Math.max(1, right - left), Math.max(high, 80) / Math.max(1, bottom - top));
    if (k >= least || !around) this.move({ x: (left + right) / 2, y: (top + bottom) / 2, k: clamp(k) }, jump);
    else this.move({ x: around.x, y: around.y, k: least }, jump);
  }

  // The whole, or on a small screen its best connected part, large enough to be read.
  overview({ jump = false } = {}) {
    const best = this.graph?.visible().at(-1);
    this.fit(undefined, this.width < 600 ? { least: 0.6, around: best, jump } : { jump });
  }

  // Show a node with its neighbours, or as much of them as is still readable.
  travel(node) {
    this.fit([node, ...this.graph.neighbours(node)], { most: 1.4, least: 0.5, around: node });
  }

  centre(node, k = Math.max(this.camera.k, 1.3)) {
    this.move({ x: node.x, y: node.y, k: clamp(k) });
  }

  // Bring a node into the middle only if it lies near the rim or under something.
  reveal(node) {
    const [x, y] = this.screen(node), { top, right, bottom, left } = this.insets;
    const inside = x > left + 110 && x < this.width - right - 110 && y > top + 50 && y < this.height - bottom - 60;
    if (!inside || this.camera.k < 0.5) this.centre(node, Math.max(this.camera.k, 0.8));
  }

  zoom(factor, at) {
    const { left, right, top, bottom } = this.insets;
    const [px, py] = at ?? [(this.width + left - right) / 2, (this.height + top - bottom) / 2];
    const dx = px - (this.width + left - right) / 2, dy = py - (this.height + top - bottom) / 2;
    const k = clamp(this.camera.k * factor);
    const shift = 1 / this.camera.k - 1 / k;
    this.move({ x: this.camera.x + dx * shift, y: this.camera.y + dy * shift, k }, Boolean(at));
  }

  pan(dx, dy) {
    this.move({ ...this.camera, x: this.camera.x - dx / this.camera.k, y: this.camera.y - dy / this.camera.k }, true);
  }

  move(to, jump = false) {
    cancelAnimationFrame(this.flight);
    this.#hurry();
    if (jump || calm.matches) {
      this.camera = to;
      this.draw();
      return;
    }
    const from = { ...this.camera }, start = performance.now();
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - start) / 320)), eased = 1 - (1 - share) ** 3;
      this.camera = { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, k: from.k * (to.k / from.k) ** eased };
      this.paint();
      if (share < 1) this.flight = requestAnimationFrame(step);
    };
    this.flight = requestAnimationFrame(step);
  }

  // Draw plainly until the map has stood still for a moment.
  #hurry() {
    if ((this.graph?.nodes.length ?? 0) < CROWD) return;
    this.hasty = true;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      this.hasty = false;
      this.draw();
    }, 160);
  }
}
