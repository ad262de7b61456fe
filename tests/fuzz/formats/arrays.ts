import { NpzArchive } from "../../../src/arrays/npz.js";
import { readNpy, readNpyArray } from "../../../src/arrays/npy.js";
import { ArrayFileError } from "../../../src/arrays/array-file-error.js";
import { joinBytes } from "../../../src/numerics/join-bytes.js";
import { npyNumbers, npzFile } from "../../../src/recording/npz.js";
import { bytesOf, canonical, fileOf, mustBeSame, oneFile, textOf, type FuzzFormat } from "../format.js";

const FILE = "arrays.npz";
const NUMBERS = ["0", "1", "-1", "4", "65535", "4294967296", "9007199254740993", "1e9", "99999999999999999999", ""];
const KINDS = ["<f8", "<f4", "<i8", ">i4", "|u1", "|b1", "<u8", "<U3", "|O", "<c16"];

/** An archive with its .npy arrays; a lone .npy where it is none. */
export const arrays: FuzzFormat = {
  name: "arrays",
  modules: ["/src/arrays/"],
  async seeds() {
    const values = [Float64Array.of(1, -2.5, 3), Uint32Array.of(1, 2, 3), Int8Array.of(-1, 1)];
    const named = values.map((one, k) => npyNumbers(`a${k}`, one));
    const archive = joinBytes([...npzFile(named)]);
    const lone = (text: string, bytes: number) => {
      const header = text.padEnd(117) + "\n";
      return joinBytes([
        ...[Uint8Array.of(0x93, ...bytesOf("NUMPY"), 1, 0, header.length, 0), bytesOf(header), new Uint8Array(bytes)],
      ]);
    };
    return [
      oneFile(FILE, archive),
      oneFile(FILE, lone("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", 48)),
      oneFile(FILE, lone("{'descr': '>i8', 'fortran_order': False, 'shape': (3,), }", 24)),
    ];
  },
  /** Sizes and kinds of the headers, which have one length whatever is in them; numbers of the directory. */
  change(files, draw) {
    const bytes = Uint8Array.from(fileOf(files, FILE));
    if (draw.below(2) === 0 && bytes.length > 64) {
      const view = new DataView(bytes.buffer);
      const directory = bytes.length - 1 - draw.below(Math.min(bytes.length - 4, 200));
      const values = [0, 1, 8, 0xffff, 0xffffffff, 0x7fffffff, bytes.length];
      if (directory + 4 <= bytes.length) view.setUint32(directory, values[draw.below(values.length)], true);
      return oneFile(FILE, bytes);
    }
    const text = new TextDecoder("latin1").decode(bytes);
    const parts = [...text.matchAll(/'[<>|][a-zA-Z]\d+'|\(([\d, ]*)\)|True|False/g)];
    if (parts.length === 0) return files;
    const { 0: old, index } = parts[draw.below(parts.length)];
    const other = old.startsWith("'")
      ? `'${KINDS[draw.below(KINDS.length)]}'`
      : old.startsWith("(")
        ? `(${NUMBERS[draw.below(NUMBERS.length)]},${NUMBERS[draw.below(NUMBERS.length)]})`
        : "True";
    const padding = Math.max(0, old.length - other.length);
    const changed = text.slice(0, index) + other + " ".repeat(padding) + text.slice(index + other.length + padding);
    return oneFile(
      FILE,
      Uint8Array.from(changed, (letter) => letter.charCodeAt(0)),
    );
  },
  run(files) {
    const bytes = fileOf(files, FILE);
    if (textOf(bytes.subarray(1, 6)) === "NUMPY") {
      const read = readNpyArray(bytes);
      if (read.shape.length === 2) readNpy(bytes);
      return;
    }
    const archive = new NpzArchive(bytes);
    for (const name of archive.names) {
      const { values, shape } = readNpyArray(archive.get(name)!);
      if (shape.length !== 1) continue;
      const written = new NpzArchive(joinBytes([...npzFile([npyNumbers("again", values)])]));
      mustBeSame(`the array ${name}`, canonical(readNpyArray(written.get("again")!).values), canonical(values));
    }
    if (archive.names.length === 0) throw new ArrayFileError("holds nothing");
  },
};
