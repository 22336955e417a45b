// What graphology holds after it has read a GraphML or GEXF file.
import { readFileSync } from "node:fs";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

const [form, text] = JSON.parse(readFileSync(0, "utf8"));
const graph = { gexf, graphml }[form].parse(Graph.MultiDirectedGraph, text);
const edges = graph.mapEdges((id, said, source, target) => ({ id, source, target, ...said }));
const nodes = graph.mapNodes((id, said) => ({ id, ...said }));
console.log(JSON.stringify({ nodes, edges }));
