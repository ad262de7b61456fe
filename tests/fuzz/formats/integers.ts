import { integersOf } from "../../../src/interchange/integers/of-program.js";
import { ARRAYS_FILE, NETWORK_FILE, readIntegers } from "../../../src/interchange/integers/read-integers.js";
import { writeIntegers } from "../../../src/interchange/integers/write-integers.js";
import { joinBytes } from "../../../src/numerics/join-bytes.js";
import { bytesOf, fileOf, mustBeSame, textOf, withFile, type Files, type FuzzFormat } from "../format.js";
import { changedBytes, changeFields } from "../mutate.js";
import { NpzArchive } from "../../../src/arrays/npz.js";
import { readNpyArray } from "../../../src/arrays/npy.js";
import { npyNumbers, npzFile } from "../../../src/recording/npz.js";
import { smallProgram } from "../programs.js";
import { EquipoiseError } from "../../../src/diagnostics/diagnostic.js";

function read(files: Files) {
  return readIntegers({
    text: textOf(fileOf(files, NETWORK_FILE)),
    arrays: (name) => {
      const bytes = files.get(name);
      if (bytes === undefined)
        throw new EquipoiseError([{ code: "file-unreadable", severity: "error", message: `cannot read ${name}` }]);
      return bytes;
    },
  });
}

function written(integers: ReturnType<typeof read>): Files {
  const { text, arrays } = writeIntegers(integers);
  return new Map([
    [NETWORK_FILE, bytesOf(text)],
    [ARRAYS_FILE, joinBytes([...arrays()])],
  ]);
}

/** One value of one array, or its length. */
function changedArrays(bytes: Uint8Array, change: (values: Uint8Array) => Uint8Array, pick: number): Uint8Array {
  const archive = new NpzArchive(bytes);
  const named = archive.names.map((name, k) => {
    const { values } = readNpyArray(archive.get(name)!);
    if (k !== pick % archive.names.length) return npyNumbers(name, values);
    const width = values.BYTES_PER_ELEMENT;
    const changed = change(new Uint8Array(values.buffer));
    const kept = Uint8Array.from(changed.subarray(0, changed.length - (changed.length % width)));
    const Kind = values.constructor as new (buffer: ArrayBuffer) => typeof values;
    return npyNumbers(name, new Kind(kept.buffer));
  });
  return joinBytes([...npzFile(named)]);
}

/** An integer network: network.json and the .npz beside it. */
export const integers: FuzzFormat = {
  name: "integers",
  modules: ["/src/interchange/integers/", "/src/arrays/"],
  seeds: async () => ["loihi1", "spinnaker1"].map((id) => written(integersOf(smallProgram(id)))),
  change(files, draw) {
    try {
      if (draw.below(2) === 0) {
        const bytes = changedArrays(fileOf(files, ARRAYS_FILE), (values) => changedBytes(values, draw), draw.below(64));
        return withFile(files, ARRAYS_FILE, bytes);
      }
      const holder = { value: JSON.parse(textOf(fileOf(files, NETWORK_FILE))) as object };
      changeFields(holder, draw);
      return withFile(files, NETWORK_FILE, bytesOf(JSON.stringify(holder.value) ?? "null"));
    } catch {
      return withFile(files, NETWORK_FILE, changedBytes(fileOf(files, NETWORK_FILE), draw));
    }
  },
  run(files) {
    const again = written(read(files));
    const once = written(read(again));
    for (const name of [NETWORK_FILE, ARRAYS_FILE]) mustBeSame(name, fileOf(once, name), fileOf(again, name));
  },
};
