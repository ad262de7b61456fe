/**
 * node dist/scripts/firmware-clocks.js   (from the root of the repository) clocks of the firmware on the simulated Pico, for src/targets/board-speed.ts and docs/firmware.md.
 * Per neuron: what 300 more neurons cost a tick, both cores together. Their synapses decay all the time and cancel, so that none fires.
 */
import { join } from "node:path";
import { compileSpinnaker } from "../compiler/spinnaker/compile.js";
import { mcuImage } from "../firmware-bridge/boards/mcu-image.js";
import { DEFAULT_LINK } from "../firmware-bridge/protocol/link-options.js";
import { deploy } from "../firmware-bridge/protocol/upload.js";
import { dialPicoSimulator } from "../firmware-bridge/simulated/pico-simulator.js";
import { systemClock } from "../firmware-bridge/transport/system-clock.js";
import type { Transport } from "../firmware-bridge/transport/transport.js";
import { parseDescription } from "../src/description/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import type { MachineImage, Rounding } from "../src/program/spinnaker/machine-image.js";
import { machineOf } from "../src/program/spinnaker/machine-of-program.js";
import { FIRMWARE_PROCESSORS } from "../src/targets/board-speed.js";
import { targetById } from "../src/targets/registry.js";

const FIRMWARE = join("firmware-bridge", "firmware", "prebuilt", "rp2040.uf2");
const CORES = 2;
const LONG = 1000;
const TICKS = 30;
const [FEW, MANY] = [200, 500];
const CELLS = {
  iaf_psc_exp: "tau_syn: 5 ms, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV",
  iaf_psc_delta: "C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV",
  iaf_cond_exp:
    "tau_syn_ex: 5 ms, tau_syn_in: 10 ms, C_m: 200 pF, g_L: 10 nS, E_L: -60 mV, V_reset: -60 mV, V_th: -50 mV, E_ex: -60 mV, E_in: -80 mV",
} as const;

interface Variant {
  readonly title: string;
  readonly cell: keyof typeof CELLS;
  readonly rounding?: Rounding;
  /** Thresholds that differ from atom to atom. */
  readonly own?: boolean;
  /** Biases that do. */
  readonly ownBias?: boolean;
}

const VARIANTS: readonly Variant[] = [
  { title: "current", cell: "iaf_psc_exp" },
  { title: "current, rounding to nearest", cell: "iaf_psc_exp", rounding: "nearest_sat" },
  { title: "current, a bias of its own for each", cell: "iaf_psc_exp", ownBias: true },
  { title: "current, a threshold of its own for each", cell: "iaf_psc_exp", own: true },
  { title: "current, stochastic rounding", cell: "iaf_psc_exp", rounding: "stochastic_sat" },
  { title: "delta", cell: "iaf_psc_delta" },
  { title: "delta, a threshold of its own for each", cell: "iaf_psc_delta", own: true },
  { title: "delta, stochastic rounding", cell: "iaf_psc_delta", rounding: "stochastic_sat" },
  { title: "conductance", cell: "iaf_cond_exp" },
  { title: "conductance, a threshold of its own for each", cell: "iaf_cond_exp", own: true },
  { title: "conductance, stochastic rounding", cell: "iaf_cond_exp", rounding: "stochastic_sat" },
];

function machine(neurons: number, { cell, rounding = "floor", own = false, ownBias = false }: Variant): MachineImage {
  // Groups of 100, in equal numbers on both cores.
  const populations = Array.from(
    { length: neurons / 50 },
    (_, k) => `  P${k}: { size: 50, neuron: { model: ${cell}, ${CELLS[cell]}, t_ref: 2 ms } }\n`,
  );
  const text = `name: clocks\nseed: 7\ntimestep: 1 ms\nduration: 100 ms\npopulations:\n${populations.join("")}probes: { spikes: all }\n`;
  const { description } = parseDescription(text, "clocks.yaml", () => {
    throw new Error("reads no file");
  });
  const image = machineOf(compileSpinnaker(drawNetwork(description), targetById("rp2040")).program);
  const spread = (value: number, n: number) => Int32Array.from({ length: n }, (_, i) => value + i);
  return {
    ...image,
    rounding,
    cores: image.cores.map((core) => {
      const { neurons: ids, parameters } = core;
      const input = Int32Array.of(cell === "iaf_psc_delta" ? 0 : 30 << 15);
      return {
        ...core,
        parameters: {
          ...parameters,
          excitatoryInit: input,
          inhibitoryInit: input,
          ...(own ? { vThreshold: spread(parameters.vThreshold[0], ids.length) } : {}),
          ...(ownBias ? { iOffset: spread(0, ids.length) } : {}),
        },
      };
    }),
  };
}

let sessions = 1;

/** Clocks a tick, those of starting and asking included, which are the same for every machine. */
async function clocksATick(image: MachineImage, ticks = TICKS): Promise<number> {
  let line: Transport | null = null;
  const dial = dialPicoSimulator(FIRMWARE);
  const host = await deploy(
    async () => (line = await dial()),
    systemClock,
    { ...DEFAULT_LINK, answerMs: 60_000, session: sessions++ },
    ({ imageBytes }) => mcuImage(image, imageBytes).bytes,
  );
  try {
    const seconds = () => line!.simulation!.seconds();
    const begun = seconds();
    await host.command("STEP", { until: ticks, from: 0 });
    return ((seconds() - begun) * FIRMWARE_PROCESSORS.rp2040!.clock.value) / ticks;
  } finally {
    host.close();
  }
}

process.stdout.write(`${FIRMWARE}, ${CORES} cores\n`);
for (const variant of VARIANTS) {
  const [few, many] = [await clocksATick(machine(FEW, variant)), await clocksATick(machine(MANY, variant))];
  const each = (CORES * (many - few)) / (MANY - FEW);
  process.stdout.write(`${variant.title}: ${each.toFixed(0)} clocks a neuron and tick\n`);
}
const [current] = VARIANTS;
const one = machine(50, current);
const [short, long] = [await clocksATick(one), await clocksATick(one, LONG)];
const asking = (short - long) / (1 / TICKS - 1 / LONG);
process.stdout.write(
  `a tick of 50 neurons: ${(long - asking / LONG).toFixed(0)} clocks; STEP and its answer: ${asking.toFixed(0)}\n`,
);
