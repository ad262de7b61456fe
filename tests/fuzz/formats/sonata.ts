import { ARRAYS } from "../../../src/interchange/described-network.js";
import { hdf5IsBroken, readHdf5, writeHdf5 } from "../../../src/interchange/hdf5.js";
import { CIRCUIT, exportSonata } from "../../../src/interchange/sonata/export.js";
import { importSonata } from "../../../src/interchange/sonata/import.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { bytesOf, canonical, fileOf, mustBeSame, textOf, withFile, type Files, type FuzzFormat } from "../format.js";
import { changedTree } from "../hdf5.js";
import { changeFields } from "../mutate.js";
import { changedText } from "../text.js";
import { readDescribed } from "../read-described.js";
import { smallDescription } from "../programs.js";

const OPTIONS = { timestep: 1, duration: 50 };

function imported(files: Files) {
  const read = (path: string) => files.get(path.replace(/^\.\//, "").replace(/^.*\/(?=network\/|components\/)/, ""));
  return importSonata(CIRCUIT, textOf(fileOf(files, CIRCUIT)), read, OPTIONS);
}

/** A SONATA circuit: configurations in JSON, tables in CSV, HDF5. */
export const sonata: FuzzFormat = {
  name: "sonata",
  modules: ["/src/interchange/sonata/", "/src/interchange/hdf5", "/src/description/"],
  async seeds() {
    const description = smallDescription();
    const { files } = exportSonata(drawNetwork(description), description);
    const written: [string, Uint8Array][] = [];
    for (const file of files)
      written.push([file.path, "text" in file ? bytesOf(file.text) : await writeHdf5(file.tree, "plain")]);
    const own = new Map(written);
    // As another tool would have written it.
    const foreign = new Map([...own].filter(([name]) => name !== "network/equipoise.h5"));
    const circuit = JSON.parse(textOf(fileOf(own, CIRCUIT))) as Record<string, unknown>;
    delete circuit.equipoise;
    foreign.set(CIRCUIT, bytesOf(JSON.stringify(circuit)));
    return [own, foreign];
  },
  async change(files, draw) {
    const names = [...files.keys()];
    const name = names[draw.below(names.length)];
    const bytes = fileOf(files, name);
    if (draw.below(16) === 0) return new Map([...files].filter(([other]) => other !== name));
    try {
      if (name.endsWith(".h5")) {
        const tree = changedTree(await readHdf5(bytes, name), draw);
        return withFile(files, name, await writeHdf5(tree, "plain"));
      }
      if (name.endsWith(".json")) {
        const holder = { value: JSON.parse(textOf(bytes)) as object };
        changeFields(holder, draw);
        return withFile(files, name, bytesOf(JSON.stringify(holder.value) ?? "null"));
      }
      return withFile(files, name, bytesOf(changedText(textOf(bytes), draw)));
    } catch {
      return files;
    }
  },
  spent: hdf5IsBroken,
  async run(files) {
    const described = await imported(files);
    mustBeSame("the circuit", canonical((await imported(files)).document), canonical(described.document));
    readDescribed(described, ARRAYS);
  },
};
