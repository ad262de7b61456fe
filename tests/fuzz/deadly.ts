/** A process some of whose inputs end it: the first letter of each says how. */
import { bytesOf, fileOf, oneFile, textOf, type FuzzFormat } from "./format.js";
import { serve } from "./serve.js";

const FILE = "how.txt";
const WAYS = ["heap", "wait", "memory", "change", "none", "none", "none", "none"];
const held: unknown[] = [];

/** Takes memory of V8 until it has none. */
function fillHeap(): never {
  for (let k = 0; ; k++) held.push(Array.from({ length: 1000 }, () => ({ k })));
}

function wait(): never {
  for (;;) if (held.length < 0) throw new Error("less than nothing");
}

const deadly: FuzzFormat = {
  name: "deadly",
  modules: ["/tests/fuzz/deadly"],
  seeds: async () => [oneFile(FILE, bytesOf("none"))],
  change(_files, draw) {
    const way = WAYS[draw.below(WAYS.length)];
    return way === "change" ? fillHeap() : oneFile(FILE, bytesOf(way));
  },
  run(files) {
    const way = textOf(fileOf(files, FILE));
    if (way === "heap") fillHeap();
    if (way === "wait") wait();
    if (way === "memory") held.push(Buffer.alloc(700e6, 1));
  },
};

await serve([deadly]);
