// Suggestions for inputs that take a name: <input data-pick="Place"> (any class with ""). What is chosen fills the input.
import { root, t } from "./frame.js";
import { suggest } from "./suggest.js";

/** Suggest names of a class; `chosen` is told of the item after its label stands in the input. */
export function pick(box, types = [], chosen = () => {}) {
  suggest(box, { root, t, types, open: (item) => { box.value = item.label; chosen(item); } });
}

for (const box of document.querySelectorAll("[data-pick]")) pick(box, box.dataset.pick ? [box.dataset.pick] : []);
