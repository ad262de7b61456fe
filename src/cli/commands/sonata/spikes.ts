/** `equipoise sonata spikes RECORDING -o FILE`: spikes of a recording as SONATA's spikes.h5. */
import type { CommandModule } from "yargs";
import { counted } from "../../../diagnostics/counted.js";
import { writeHdf5 } from "../../../interchange/hdf5.js";
import { spikesTree } from "../../../interchange/sonata/spikes.js";
import { decodeRecording } from "../../../recording/codec.js";
import { endOfStep } from "../../../recording/recorded-probe.js";
import { readBytes, writeWhole } from "../../files.js";
import { prepareOutputs } from "../../outputs.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  recording: string;
  out: string;
  json: boolean;
  quiet: boolean;
}

export const sonataSpikesCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("recording", { type: "string", describe: "recording (.eqr)" })
      .option("out", { alias: "o", type: "string", demandOption: true, describe: "the spikes.h5" }) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    prepareOutputs([{ option: "--out", path: args.out }], [args.recording]);
    const { populations, spikeSteps, spikeIds, dt } = decodeRecording(readBytes(args.recording), args.recording);
    const times = Float64Array.from(spikeSteps, (step) => endOfStep(step, dt));
    writeWhole(args.out, await writeHdf5(spikesTree(populations, times, spikeIds), "plain"));
    if (args.json) return terminal.printJson({ file: args.out, spikes: times.length });
    terminal.print(`${args.out}: ${counted(times.length, "spike")} of ${counted(populations.length, "population")}`);
  },
};
