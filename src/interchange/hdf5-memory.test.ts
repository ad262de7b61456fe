/** Files that claim more than they hold: one sentence, and the memory stays what it was. */
import { File, FS, ready } from "h5wasm";
import { describe, expect, it } from "vitest";
import { group, hdf5IsBroken, numbers, readHdf5, text, writeHdf5, type Hdf5Dataset, type Hdf5Node } from "./hdf5.js";

const WORDS = ["a text of variable length", "another"];
const MOST_TAKEN = 100e6;

const written = (data: Hdf5Node) => writeHdf5(group({ data }), "plain");

/** Three numbers and a text in an attribute, in the oldest format: its headers have no checksums, so that a change is not noticed. */
async function oldest(): Promise<Uint8Array> {
  await ready;
  const file = new File("oldest.h5", "w", { libver: ["earliest", "latest"] });
  file.create_attribute("note", WORDS[0], [], "A");
  file.create_dataset({ name: "data", data: Float64Array.of(1, 2, 3), chunks: [3], compression: "gzip" });
  file.close();
  return FS!.readFile("oldest.h5");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Makes a text claim a length. In a file it is its length (uint32), the address of its heap (uint64) and its number there (uint32), as the HDF5 File
 * Format Specification has it (IV.B, variable-length data); all of a small file stand in its one heap.
 */
function claim(bytes: Uint8Array, word: string, length: number): Uint8Array {
  const view = viewOf(bytes);
  const heap = BigInt(Buffer.from(bytes).indexOf("GCOL"));
  const places = Array.from({ length: bytes.length - 16 }, (_, at) => at).filter(
    // Texts of attributes are ended by NUL, which counts.
    (at) => [0, 1].includes(view.getUint32(at, true) - word.length) && view.getBigUint64(at + 4, true) === heap,
  );
  expect(places).toHaveLength(1);
  view.setUint32(places[0], length, true);
  return bytes;
}

/** What is said of a file, and how many bytes this process holds more than before. */
async function refusalOf(bytes: Uint8Array): Promise<{ said: string; taken: number }> {
  await readHdf5(await written(numbers(Float64Array.of(1))), "whole.h5");
  const before = process.memoryUsage();
  const said = await readHdf5(bytes, "damaged.h5").then(
    () => "it was read",
    (error: unknown) => (error as Error).message,
  );
  const after = process.memoryUsage();
  const held = ({ heapTotal, external }: NodeJS.MemoryUsage) => heapTotal + external;
  return { said, taken: held(after) - held(before) };
}

describe("what claims more than its file holds", () => {
  it.each([0.2e9, 1.5e9, 3e9, 2 ** 32 - 1])("a text of %d bytes in a file of 6 kB", async (length) => {
    const { said, taken } = await refusalOf(claim(await written(text(WORDS)), WORDS[0], length));
    expect(said).toMatch(/damaged\.h5 cannot be read as HDF5: .*\[hdf5-unreadable\]/);
    // A length of 2^32 - 1 wraps to a small one, which the library finds to be wrong.
    if (length < 2 ** 32 - 1) expect(said).toMatch(/claims to be longer than a file of \d{4} bytes holds/);
    expect(taken).toBeLessThan(MOST_TAKEN);
  });

  it("the text of an attribute", async () => {
    const { said, taken } = await refusalOf(claim(await oldest(), WORDS[0], 1.5e9));
    expect(said).toMatch(
      /damaged\.h5 cannot be read as HDF5: something in it claims to be longer than a file of \d+ b/,
    );
    expect(taken).toBeLessThan(MOST_TAKEN);
  });

  it("an array of 800 MB in chunks, which the library would read as zeros", async () => {
    const file = await oldest();
    const view = viewOf(file);
    // Its one dimension, and the most that it may have behind it (IV.A.2.b, dataspace message).
    for (let at = 0; at + 16 <= file.length; at++)
      if (view.getBigUint64(at, true) === 3n && view.getBigUint64(at + 8, true) === 3n)
        for (const half of [at, at + 8]) view.setBigUint64(half, 100_000_000n, true);
    const { said, taken } = await refusalOf(file);
    expect(said).toMatch(/damaged\.h5: \/data has 100000000 entries of 8 bytes, which a file of \d+ bytes cannot hold/);
    expect(taken).toBeLessThan(MOST_TAKEN);
  });

  it("leaves the library whole", async () => {
    await refusalOf(claim(await written(text(WORDS)), WORDS[0], 1.5e9));
    expect(hdf5IsBroken()).toBe(false);
    const { members } = await readHdf5(await written(text(WORDS)), "whole.h5");
    expect(members.get("data")).toMatchObject({ values: WORDS });
  });
});

describe("what is long, and whole", () => {
  it("80 MB packed to a thousandth, and a text of 20 MB", async () => {
    const zeros = numbers(new Float64Array(10_000_000));
    const long = "x".repeat(20_000_000);
    const { members } = await readHdf5(await writeHdf5(group({ zeros, long: text([long, "short"]) })), "long.h5");
    expect(members.get("zeros")).toMatchObject({ shape: [10_000_000] });
    expect((members.get("long") as Hdf5Dataset).values).toEqual([long, "short"]);
  });
});
