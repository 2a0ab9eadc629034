// The network as the page holds it: nodes by IRI, and one link for all facts between two nodes.
export class Graph {
  constructor(network) {
    this.legend = network.legend;
    this.nodes = network.nodes.map((node) => ({ ...node, links: [], degree: 0 }));
    this.byIri = new Map(this.nodes.map((node) => [node.iri, node]));
    this.links = [];
    this.hidden = new Set();
    this.#join(network.edges);
    for (const node of this.nodes) {
      node.degree = node.links.length;
      node.radius = Math.min(15, 5.5 + 1.5 * Math.sqrt(node.degree));
      node.words = [node.label, ...node.aliases].map(plain);
    }
    // Drawn from the least to the best connected, so that hubs lie on top and come first where labels compete.
    this.nodes.sort((a, b) => a.degree - b.degree || (a.iri < b.iri ? 1 : -1));
  }

  #join(edges) {
    const found = new Map();
    for (const edge of edges) {
      const from = this.byIri.get(edge.source), to = this.byIri.get(edge.target);
      if (!from || !to || from === to) continue;
      const key = edge.source < edge.target ? `${edge.source} ${edge.target}` : `${edge.target} ${edge.source}`;
      let link = found.get(key);
      if (!link) {
        link = { from, to, edges: [] };
        found.set(key, link);
        this.links.push(link);
        from.links.push(link);
        to.links.push(link);
      }
      link.edges.push(edge);
    }
    const order = Object.keys(this.legend.edges);
    const rank = (edge) => order.indexOf(this.lookKey(edge));
    for (const link of this.links) {
      link.edges.sort((a, b) => rank(a) - rank(b));
      link.key = this.lookKey(link.edges[0]);
    }
  }

  // A role without a look of its own has its predicate's.
  lookKey(edge) {
    const key = edge.role ? `${edge.predicate}:${edge.role}` : edge.predicate;
    return this.legend.edges[key] ? key : edge.predicate;
  }

  edgeName(edge, language) {
    return this.legend.edges[this.lookKey(edge)]?.[language] ?? edge.predicate;
  }

  shows(node) {
    return !this.hidden.has(node.type);
  }

  visible() {
    return this.nodes.filter((node) => this.shows(node));
  }

  count(type) {
    return this.nodes.reduce((n, node) => n + (node.type === type), 0);
  }

  neighbours(node) {
    return node.links.map((link) => (link.from === node ? link.to : link.from)).filter((other) => this.shows(other));
  }

  // Nodes whose name or alias holds the text, best first: names that start with it, names that hold it, aliases.
  search(text) {
    const wanted = plain(text);
    if (!wanted) return [];
    const score = (node) => {
      const places = node.words.map((word) => word.indexOf(wanted));
      if (places[0] === 0) return 0;
      if (places[0] > 0) return 1;
      return places.some((place) => place >= 0) ? 2 : 3;
    };
    return this.nodes
      .map((node) => [score(node), node])
      .filter(([points]) => points < 3)
      .sort(([a, x], [b, y]) => a - b || y.degree - x.degree || x.label.length - y.label.length)
      .map(([, node]) => node);
  }
}

// Quotation marks and blanks do not count in a search.
export function plain(text) {
  return text.toLowerCase().replace(/[\s“”‘’"'《》〈〉「」·]/g, "");
}
