/** Writes an integer network as a Python script and its arrays, which Lava runs in fixed point. */
import type { Exporter } from "../exporter.js";
import type { LoihiIntegers } from "../integers/loihi-integers.js";
import { lavaArrays } from "./lava-arrays.js";
import { lavaGraphOf } from "./lava-graph.js";
import { lavaScript } from "./lava-script.js";

const SCRIPT = "run.py";
const ARRAYS = "network.npz";

export const lavaExporter: Exporter<LoihiIntegers> = {
  id: "lava",
  describe: "a Python script that runs the same integers on Lava (lava-nc 0.10) in fixed point",
  family: "loihi",
  target: "loihi1",
  options: { profile: "lava" },
  destination: { name: "Lava", lacks: ["noise"] },
  fileNames: [SCRIPT, ARRAYS],
  write(integers) {
    const graph = lavaGraphOf(integers);
    return {
      files: [
        { name: SCRIPT, text: lavaScript(graph) },
        { name: ARRAYS, arrays: lavaArrays(graph) },
      ],
      losses: graph.losses,
      command: `python ${SCRIPT}`,
    };
  },
};
