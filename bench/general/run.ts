/**
 * `npm run bench -- general`: what a synaptic event and a neuron step of general programs cost beside those of one weight and one delay.
 *
 *   --quick   small networks      --steps N   --repetitions N   --on NAME,NAME (of the forms below)   --write-docs: into docs/performance.md
 *
 * Every program is built driven and silent, each in a process of its own, and those of a form are simulated in turn, a stretch in each repetition.
 * A silent stretch gives the cost of a neuron step, the difference to the driven one that of a synaptic event; ratios are taken inside a repetition.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchArguments } from "../arguments.js";
import { machineLine } from "../machine-line.js";
import { writeBlock } from "../side-by-side/generated-block.js";
import type { OwnForm } from "../side-by-side/make-own.js";
import { markdownTable } from "../side-by-side/markdown-table.js";
import { summary } from "../timings.js";
import { generalNetwork, type Generality, type GeneralNetwork } from "./network.js";
import { Stretches } from "./stretches.js";

const CONSTANT: Generality = { weights: false, delays: false, decay: false, wide: false };
/** The first is what the others are held against. */
const PROGRAMS: Readonly<Record<string, Generality>> = {
  constant: CONSTANT,
  "sums of 32 bits": { ...CONSTANT, wide: true },
  "mixed delays": { ...CONSTANT, delays: true },
  "one weight a synapse": { ...CONSTANT, weights: true },
  "weights and delays": { ...CONSTANT, weights: true, delays: true },
  "current decay": { ...CONSTANT, decay: true },
  "all of these": { weights: true, delays: true, decay: true, wide: true },
};
/** Ring buffers have 16 bits and float64 no limit: there the width of a sum changes nothing. */
const LOIHI_ONLY = "sums of 32 bits";

type Form = Pick<OwnForm, "on" | "profile"> & { readonly name: string };

const FORMS: readonly Form[] = [
  { name: "loihi1 hw", on: "loihi1", profile: "hw" },
  { name: "loihi2 lava", on: "loihi2", profile: "lava" },
  { name: "spinnaker1 floor", on: "spinnaker1", profile: "floor" },
  { name: "spinnaker1 nearest_sat", on: "spinnaker1", profile: "nearest_sat" },
  { name: "spinnaker1 stochastic_sat", on: "spinnaker1", profile: "stochastic_sat" },
  { name: "reference", on: "reference" },
];

/** Steps before the clock starts: the first ones are slow, since their code is not compiled yet. */
const TRANSIENT = 500;

/** One value for each repetition. */
interface Measured {
  readonly program: string;
  /** ns; NaN where a driven stretch took no longer than the silent one. */
  readonly event: number[];
  /** ns */
  readonly neuronStep: number[];
}

async function measure(
  form: Form,
  network: GeneralNetwork,
  steps: number,
  repetitions: number,
  folder: string,
): Promise<Measured[]> {
  const programs = Object.entries(PROGRAMS).filter(([name]) => name !== LOIHI_ONLY || form.on.startsWith("loihi"));
  const started: { driven: Stretches; silent: Stretches; measured: Measured }[] = [];
  try {
    for (const [program, general] of programs) {
      process.stderr.write(`${form.name}, ${program}\n`);
      const start = async (rate: number) => {
        const file = join(folder, `${rate}.yaml`);
        writeFileSync(file, generalNetwork({ ...network, rate }, general));
        const stretches = await Stretches.start({ network: file, on: form.on, profile: form.profile, threads: 1 });
        await stretches.advance(TRANSIENT);
        return stretches;
      };
      const [driven, silent] = [await start(network.rate), await start(0)];
      started.push({ driven, silent, measured: { program, event: [], neuronStep: [] } });
    }
    for (let r = 0; r < repetitions; r++)
      for (const { driven, silent, measured } of started) {
        const quiet = await silent.advance(steps);
        const busy = await driven.advance(steps);
        if (quiet.spikes > 0) throw new Error(`${form.name}, ${measured.program}: the silent network fired`);
        if (busy.spikes === 0) throw new Error(`${form.name}, ${measured.program}: the driven network was silent`);
        const more = busy.seconds - quiet.seconds;
        measured.event.push(more > 0 ? (1e9 * more) / (busy.spikes * network.outdegree) : NaN);
        measured.neuronStep.push((1e9 * quiet.seconds) / (network.neurons * steps));
      }
  } finally {
    for (const { driven, silent } of started) [driven, silent].forEach((stretches) => stretches.end());
  }
  return started.map(({ measured }) => measured);
}

/** Median (smallest–largest), or a dash where a busy machine hid what was measured. */
function cell(values: readonly number[], digits = 3): string {
  return values.some(Number.isNaN) ? "–" : summary(values, digits);
}

function table(name: string, measured: readonly Measured[]): string {
  const [constant] = measured;
  return markdownTable(
    [name, "ns/event", "× constant", "ns/neuron step", "× constant"],
    measured.map(({ program, event, neuronStep }) => [
      program,
      cell(event),
      cell(
        event.map((ns, r) => ns / constant.event[r]),
        2,
      ),
      cell(neuronStep),
      cell(
        neuronStep.map((ns, r) => ns / constant.neuronStep[r]),
        2,
      ),
    ]),
  );
}

export async function benchGeneral(args: BenchArguments): Promise<void> {
  const quick = args.has("--quick");
  const network = quick ? { neurons: 2500, outdegree: 250, rate: 80 } : { neurons: 12_500, outdegree: 1250, rate: 40 };
  const steps = args.count("--steps", quick ? 1000 : 2000);
  const repetitions = args.count("--repetitions", 5);
  const wanted = args.text("--on")?.split(",");
  const forms = FORMS.filter(({ name, on }) => wanted === undefined || wanted.includes(name) || wanted.includes(on));
  if (forms.length === 0) throw new Error(`--on names none of ${FORMS.map(({ name }) => name).join("; ")}`);
  const folder = mkdtempSync(join(tmpdir(), "equipoise-general-"));
  const tables: string[] = [];
  try {
    for (const form of forms) {
      tables.push(table(form.name, await measure(form, network, steps, repetitions, folder)));
      console.log(`\n${tables.at(-1)}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const { neurons, outdegree, rate } = network;
  const head = `${machineLine()}; ${neurons} neurons, ${outdegree} synapses each, ${rate} Hz, one thread; ${repetitions} repetitions of ${steps} steps.`;
  if (args.has("--write-docs")) writeBlock("general", [head, ...tables].join("\n\n"));
}
