// Which nodes and edges stand out.
// --- what is looked at ---
function focused() {
  const target = hovered || chosen;
  if (!target) return { node: null, nodes: new Set(), edges: new Set() };
  if (target.edge !== undefined) {
    const edge = edges[target.edge];
    return { node: null, nodes: new Set([edge.from, edge.to]), edges: new Set([target.edge]) };
  }
  return { node: target.node, nodes: new Set([target.node, ...near[target.node]]), edges: new Set(own[target.node]) };
}

function paint() {
  const focus = focused(), any = focus.nodes.size > 0;
  nodes.forEach((node, i) => {
    const dim = any && !focus.nodes.has(i);
    for (const element of [node.element, node.text]) element.classList.toggle("dim", dim);
    node.element.classList.toggle("gone", !shown(i));
    node.element.classList.toggle("chosen", chosen !== null && chosen.node === i);
    node.text.classList.toggle("chosen", focus.node === i);
  });
  edges.forEach((edge, i) => {
    edge.element.classList.toggle("dim", any && !focus.edges.has(i));
    edge.element.classList.toggle("gone", !edgeShown(edge));
    edge.element.classList.toggle("chosen", chosen !== null && chosen.edge === i);
  });
  label();
}

function hover(target) {
  hovered = target;
  paint();
}

function choose(target) {
  chosen = target;
  hovered = null;
  if (target && target.node !== undefined) rove(target.node);
  paint();
  tell();
}
