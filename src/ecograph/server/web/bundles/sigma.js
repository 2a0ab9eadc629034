// Networks of tens of thousands of nodes, drawn by WebGL; loaded only where one is shown.
export { default as Graph, DirectedGraph, MultiDirectedGraph } from "graphology";
export { default as Sigma } from "sigma";
export * as rendering from "sigma/rendering";
