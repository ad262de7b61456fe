/** Files are named by what they are, wherever another kind is expected: every reader against every kind, as the codecs write them. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { createReference } from "../emulator/reference/reference.js";
import { uf2File } from "../firmware-bridge/boards/uf2.js";
import { NpzArchive } from "../src/arrays/npz.js";
import { readNpyArray } from "../src/arrays/npy.js";
import { writeParquet } from "../src/arrays/parquet.js";
import { decodeText, parseDescription } from "../src/description/load-description.js";
import { EquipoiseError } from "../src/diagnostics/diagnostic.js";
import { fileKindOf, KIND_BYTES } from "../src/diagnostics/file-kind.js";
import { emulatorOf } from "../src/families/of-program.js";
import { group, readHdf5, writeHdf5 } from "../src/interchange/hdf5.js";
import { integersOf } from "../src/interchange/integers/of-program.js";
import { writeIntegers } from "../src/interchange/integers/write-integers.js";
import { build } from "../src/measure/build.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { joinBytes } from "../src/numerics/join-bytes.js";
import { defaultOptions } from "../src/options/check-options.js";
import { decodeProgram } from "../src/program/decode.js";
import { encodeProgram } from "../src/program/encode.js";
import { decodeRecording, encodeRecording } from "../src/recording/codec.js";
import { npyNumbers, npzFile } from "../src/recording/npz.js";
import { record } from "../src/recording/record.js";
import { verificationFixture } from "../src/report/report.fixture.js";
import { targetById } from "../src/targets/registry.js";
import { decodeVerification, encodeVerification } from "../src/verify/codec.js";

const NETWORK = `timestep: 1 ms
duration: 20 ms
populations: { A: { size: 4, neuron: { model: iaf_psc_exp, I_e: 500 pA } } }
`;
const { description } = parseDescription(NETWORK, "net.yaml", () => expect.fail("no files"));
const network = drawNetwork(description);
const programOf = (id: string) => {
  const target = targetById(id);
  return build(description, target, defaultOptions(target)).compiled.program;
};
const openers = {
  loihi: () => emulatorOf(programOf("loihi1")),
  spinnaker: () => emulatorOf(programOf("spinnaker1")),
  reference: () => createReference(network),
};

/** By the words that name it. */
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  for (const [name, open] of Object.entries(openers)) {
    const target = await open();
    const { populations } = network;
    const recording = await record(target, { network: "n", seed: 1, steps: 20, populations });
    files.set(`a checkpoint of the ${CALLED[name as keyof typeof openers]}`, await target.checkpoint());
    files.set("a recording (.eqr)", encodeRecording(recording));
    await target.close();
  }
  files.set("a compiled program", encodeProgram(programOf("loihi1")));
  files.set("packed with gzip, as saved verifications (.eqv) are", encodeVerification(verificationFixture()));
  const integers = writeIntegers(integersOf(programOf("loihi1")));
  files.set("an integer network", new TextEncoder().encode(integers.text));
  files.set("an HDF5 file", await writeHdf5(group({})));
  const npz = joinBytes([...npzFile([npyNumbers("x", Float64Array.of(1))])]);
  files.set("an archive of arrays (.npz) or another ZIP file", npz);
  files.set("a NumPy array (.npy)", new NpzArchive(npz).get("x")!);
  files.set("a Parquet table", writeParquet([{ name: "x", type: "double", data: Float64Array.of(1) }]));
  files.set("firmware in UF2", uf2File([{ address: 0x10000000, bytes: new Uint8Array(256) }]));
  files.set("an HTML page", new TextEncoder().encode("<!DOCTYPE html>\n<html></html>"));
});

const CALLED = { loihi: "Loihi emulator", spinnaker: "SpiNNaker emulator", reference: "float64 reference" };

const text = (name: string) =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../examples/${name}`, import.meta.url))));

async function refusal(read: () => unknown): Promise<EquipoiseError> {
  try {
    await read();
  } catch (error) {
    if (error instanceof EquipoiseError) return error;
    throw error;
  }
  return expect.fail("it was read");
}

describe("what a file is", () => {
  it("is told of everything that is written here, by its first bytes alone", () => {
    expect(files.size).toBe(13);
    for (const [what, bytes] of files) expect(fileKindOf(bytes.subarray(0, KIND_BYTES))?.what).toBe(what);
  });

  it("is not guessed of descriptions, of CSV, and of nothing", () => {
    for (const bytes of [
      text("brunel.yaml"),
      new TextEncoder().encode("0.5,1\n"),
      new Uint8Array(0),
      Uint8Array.of(0x45),
    ])
      expect(fileKindOf(bytes)).toBeNull();
  });
});

describe("where another kind is expected", () => {
  const readers: Record<
    string,
    { readonly code: string; readonly read: (bytes: Uint8Array) => unknown; readonly own: RegExp }
  > = {
    "a description": {
      code: "needs-description",
      read: (bytes) => decodeText(bytes, "it"),
      own: /integer network|HTML/,
    },
    "a program": { code: "program-foreign", read: (bytes) => decodeProgram(bytes, "it"), own: /program/ },
    "a recording": { code: "not-a-recording", read: (bytes) => decodeRecording(bytes, "it"), own: /recording/ },
    "a verification": {
      code: "not-a-verification",
      read: (bytes) => decodeVerification(bytes, "it"),
      own: /verifications/,
    },
    "an HDF5 file": { code: "hdf5-unreadable", read: (bytes) => readHdf5(bytes, "it"), own: /HDF5/ },
    "a checkpoint of the Loihi emulator": {
      code: "checkpoint-format",
      read: async (bytes) => (await openers.loihi()).restore(bytes),
      own: /Loihi/,
    },
    "a checkpoint of the SpiNNaker emulator": {
      code: "checkpoint-format",
      read: async (bytes) => (await openers.spinnaker()).restore(bytes),
      own: /SpiNNaker/,
    },
    "a checkpoint of the float64 reference": {
      code: "checkpoint-format",
      read: (bytes) => openers.reference().restore(bytes),
      own: /reference/,
    },
  };

  it.each(Object.keys(readers))("%s: every other kind is named, with a way out", async (wanted) => {
    const { code, read, own } = readers[wanted];
    let told = 0;
    for (const [what, bytes] of files) {
      if (own.test(what)) continue;
      const error = await refusal(() => read(bytes));
      expect(error.message, what).toContain(what);
      expect(error.code, what).toBe(code);
      expect(error.diagnostics[0].hint !== undefined || what === "a Parquet table", what).toBe(true);
      told++;
    }
    expect(told).toBeGreaterThan(8);
  });

  it.each([
    [".npy", readNpyArray],
    [".npz", (bytes: Uint8Array) => new NpzArchive(bytes)],
  ])("a %s file: a program is named", (kind, read) => {
    expect(() => read(files.get("a compiled program")!)).toThrow(`is a compiled program, not a ${kind} file`);
  });
});
