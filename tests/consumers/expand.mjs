// What jsonld.js holds of a JSON-LD text: its statements as N-Quads.
import { readFileSync } from "node:fs";
import jsonld from "jsonld";

const text = JSON.parse(readFileSync(0, "utf8"));
const documentLoader = (url) => Promise.reject(new Error(`asked the network for ${url}`));
const quads = await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads", documentLoader });
console.log(JSON.stringify(quads));
