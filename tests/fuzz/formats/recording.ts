import { createHash } from "node:crypto";
import { analyse } from "../../../src/analysis/analyse.js";
import { emulatorOf } from "../../../src/families/of-program.js";
import { decodeRecording, encodeRecording } from "../../../src/recording/codec.js";
import { firstDivergence } from "../../../src/recording/compare.js";
import { spikesAsCsv } from "../../../src/recording/csv.js";
import { equipoise } from "../../../src/recording/generated/recording.js";
import { record } from "../../../src/recording/record.js";
import { canonical, fileOf, mustBeSame, oneFile, type FuzzFormat } from "../format.js";
import { changedMessage } from "../mutate.js";
import { smallProgram } from "../programs.js";

const FILE = "body.bin";
/** Magic and sha256 of the body. */
const HEADER_BYTES = 36;

function sealed(body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from("EQR2"), createHash("sha256").update(body).digest(), body]);
}

/** The protobuf body of a recording file (.eqr). */
export const recording: FuzzFormat = {
  name: "recording",
  modules: ["/src/recording/", "/src/analysis/"],
  async seeds() {
    const program = smallProgram("loihi1");
    const { name, populations } = program;
    const made = await record(await emulatorOf(program), { network: name, seed: 3, populations, steps: 60 });
    return [oneFile(FILE, encodeRecording(made).subarray(HEADER_BYTES))];
  },
  change: (files, draw) => oneFile(FILE, changedMessage(equipoise.recording.Recording, fileOf(files, FILE), draw)),
  run(files) {
    const read = decodeRecording(sealed(fileOf(files, FILE)));
    mustBeSame("the recording", canonical(decodeRecording(encodeRecording(read))), canonical(read));
    for (const rows of spikesAsCsv(read)) if (typeof rows !== "string") throw new Error("a row is no text");
    firstDivergence(read, read);
    analyse(read, { burnInSteps: 0 });
  },
};
