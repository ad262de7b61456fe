import { ARRAYS } from "../../../src/interchange/described-network.js";
import { hdf5IsBroken, readHdf5, writeHdf5 } from "../../../src/interchange/hdf5.js";
import { exportNir } from "../../../src/interchange/nir/export.js";
import { importNir } from "../../../src/interchange/nir/import.js";
import { nirTree } from "../../../src/interchange/nir/write-graph.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { canonical, fileOf, mustBeSame, oneFile, type FuzzFormat } from "../format.js";
import { changedTree } from "../hdf5.js";
import { readDescribed } from "../read-described.js";
import { smallDescription } from "../programs.js";
import { trainedGraphs } from "../trained-graphs.js";

const FILE = "net.nir";
const OPTIONS = { unit: "s", timestep: 1 } as const;

/** A NIR file: HDF5. */
export const nir: FuzzFormat = {
  name: "nir",
  modules: ["/src/interchange/nir/", "/src/interchange/hdf5", "/src/description/"],
  async seeds() {
    const description = smallDescription();
    const { graph } = exportNir(drawNetwork(description), description);
    const graphs = [graph, ...trainedGraphs()];
    return Promise.all(graphs.map(async (one) => oneFile(FILE, await writeHdf5(nirTree(one), "plain"))));
  },
  async change(files, draw) {
    try {
      const tree = await readHdf5(fileOf(files, FILE), FILE);
      return oneFile(FILE, await writeHdf5(changedTree(tree, draw), "plain"));
    } catch {
      // What cannot be read, or not be written, is changed byte by byte elsewhere.
      return files;
    }
  },
  spent: hdf5IsBroken,
  async run(files) {
    const tree = await readHdf5(fileOf(files, FILE), FILE);
    const described = importNir(tree, FILE, OPTIONS);
    const again = await readHdf5(await writeHdf5(tree), FILE);
    mustBeSame("the graph", canonical(importNir(again, FILE, OPTIONS).document), canonical(described.document));
    readDescribed(described, ARRAYS);
  },
};
