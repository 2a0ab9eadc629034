// Networks up to some thousand nodes, drawn on a canvas.
export { default } from "cytoscape";
