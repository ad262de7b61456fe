import { createHash } from "node:crypto";
import { emulatorOf } from "../../../src/families/of-program.js";
import type { ExecutionTarget } from "../../../src/program/execution-target.js";
import { bytesOf, fileOf, mustBeSame, oneFile, textOf, withFile, type Files, type FuzzFormat } from "../format.js";
import { changedBytes, changeFields } from "../mutate.js";
import { smallProgram } from "../programs.js";

/** Magic and sha256 of the program; the sha256 of the body stands behind them. */
const HEAD_BYTES = 8 + 32;
const DIGEST_BYTES = 32;
const STEPS = 23;
const [HEAD, HEADER, ARRAYS] = ["head.bin", "header.json", "arrays.bin"];

let target: Promise<ExecutionTarget> | undefined;

async function whole(): Promise<Uint8Array> {
  const emulator = await emulatorOf(smallProgram("loihi1"));
  await emulator.advance(STEPS, () => {});
  const bytes = await emulator.checkpoint();
  await emulator.close();
  return bytes;
}

function sealed(files: Files): Uint8Array {
  const header = fileOf(files, HEADER);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const body = Buffer.concat([length, header, fileOf(files, ARRAYS)]);
  return Buffer.concat([fileOf(files, HEAD), createHash("sha256").update(body).digest(), body]);
}

/** The parts of a checkpoint (.eqk) of the Loihi emulator, put together with a checksum that is right. */
export const checkpoint: FuzzFormat = {
  name: "checkpoint",
  modules: ["/emulator/common/", "/emulator/loihi/"],
  async seeds() {
    const bytes = Buffer.from(await whole());
    const body = bytes.subarray(HEAD_BYTES + DIGEST_BYTES);
    const end = 4 + body.readUInt32LE(0);
    const parts = { [HEAD]: bytes.subarray(0, HEAD_BYTES), [HEADER]: body.subarray(4, end) };
    return [new Map(Object.entries({ ...parts, [ARRAYS]: body.subarray(end) }))];
  },
  change(files, draw) {
    if (draw.below(3) === 0) return withFile(files, ARRAYS, changedBytes(fileOf(files, ARRAYS), draw));
    try {
      const holder = { header: JSON.parse(textOf(fileOf(files, HEADER))) as object };
      changeFields(holder, draw);
      return withFile(files, HEADER, bytesOf(JSON.stringify(holder.header) ?? "null"));
    } catch {
      return oneFile(HEAD, fileOf(files, HEAD));
    }
  },
  async run(files) {
    target ??= emulatorOf(smallProgram("loihi1"));
    const emulator = await target;
    await emulator.restore(sealed(files));
    const again = await emulator.checkpoint();
    await emulator.advance(4, () => {});
    await emulator.restore(again);
    mustBeSame("the checkpoint", await emulator.checkpoint(), again);
  },
};
