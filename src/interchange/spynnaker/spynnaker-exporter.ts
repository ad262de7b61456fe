/** Writes an integer network as a PyNN script and its arrays, from which sPyNNaker gives a SpiNNaker machine the same words. */
import type { Exporter } from "../exporter.js";
import type { SpinnakerIntegers } from "../integers/spinnaker-integers.js";
import { requireTick } from "./export-losses.js";
import { spynnakerArrays } from "./spynnaker-arrays.js";
import { spynnakerGraphOf } from "./spynnaker-graph.js";
import { spynnakerScript } from "./spynnaker-script.js";

const SCRIPT = "run.py";
const ARRAYS = "network.npz";

export const spynnakerExporter: Exporter<SpinnakerIntegers> = {
  id: "spynnaker",
  describe: "a PyNN script with which sPyNNaker 7.4 loads the same words into a SpiNNaker machine",
  family: "spinnaker",
  target: "spinnaker1",
  options: {},
  destination: { name: "sPyNNaker", lacks: [] },
  fileNames: [SCRIPT, ARRAYS],
  write(integers) {
    requireTick(integers);
    const graph = spynnakerGraphOf(integers);
    return {
      files: [
        { name: SCRIPT, text: spynnakerScript(graph, ARRAYS) },
        { name: ARRAYS, arrays: spynnakerArrays(graph) },
      ],
      losses: graph.losses,
      command: `python ${SCRIPT}`,
    };
  },
};
