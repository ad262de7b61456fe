import { emulatorOf, utilisationOf } from "../../../src/families/of-program.js";
import { decodeProgram } from "../../../src/program/decode.js";
import { encodeBody, encodeProgram } from "../../../src/program/encode.js";
import { equipoise } from "../../../src/program/generated/program.js";
import { wrapBody } from "../../../src/program/program-file.js";
import { fileOf, mustBeSame, oneFile, type FuzzFormat } from "../format.js";
import { changedMessage } from "../mutate.js";
import { smallProgram } from "../programs.js";

const FILE = "body.bin";

/** The protobuf body of a program file (.eqp): the file around it, with its checksum, is made of it. */
export const program: FuzzFormat = {
  name: "program",
  modules: ["/src/program/", "/emulator/loihi/", "/emulator/spinnaker/"],
  seeds: async () => ["loihi1", "spinnaker1"].map((id) => oneFile(FILE, encodeBody(smallProgram(id)))),
  change: (files, draw) => oneFile(FILE, changedMessage(equipoise.program.Program, fileOf(files, FILE), draw)),
  async run(files) {
    const read = decodeProgram(wrapBody(fileOf(files, FILE)));
    const again = encodeProgram(read);
    mustBeSame("the program", encodeProgram(decodeProgram(again)), again);
    utilisationOf(read);
    const emulator = await emulatorOf(read);
    await emulator.advance(12, () => {});
    await emulator.readState([0]);
    await emulator.close();
  },
};
