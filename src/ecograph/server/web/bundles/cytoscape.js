// Networks up to some thousand nodes, drawn on a canvas.
export { default } from "cytoscape";

// Cytoscape writes a style element, which the content policy forbids; where there is one of this id it writes none, and base.css
// has its one rule.
const style = "__________cytoscape_stylesheet";
if (!document.getElementById(style)) document.head.append(Object.assign(document.createElement("link"), { id: style }));
