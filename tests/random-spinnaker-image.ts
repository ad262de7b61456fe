/** Random machines for the property tests of the SpiNNaker emulator: everything an image can say, on several small cores. */
import type {
  SpinnakerCore,
  MachineImage,
  NeuronModel,
  NeuronParameters,
  Rounding,
  SynapticBlock,
} from "../src/program/spinnaker/machine-image.js";
import type { MachineSpike } from "../emulator/spinnaker/machine.js";
import { bitsFor, encodeSynapse } from "../src/program/spinnaker/synaptic-word.js";
import { validKiss64Seed } from "../src/numerics/mars-kiss.js";
import { CounterStream } from "../src/numerics/philox.js";

export interface Wanted {
  readonly seed: number;
  readonly model: NeuronModel;
  readonly rounding: Rounding;
  readonly stepsPerTick: number;
  /** Weights, shifts and parameters so large that buffers saturate and S16.15 overflows. */
  readonly violent: boolean;
  /** Atoms of a core at most; 6 unless told. */
  readonly atoms?: number;
  /** Each parameter the same for all atoms of a core. */
  readonly shared?: boolean;
}

export interface RandomMachine {
  readonly image: MachineImage;
  readonly injected: readonly MachineSpike[];
  readonly ticks: number;
}

const CORES = 3;
const POISSON = 5;
const TRAINS = 3;

export function randomMachine({ seed, model, rounding, stepsPerTick, violent, ...wanted }: Wanted): RandomMachine {
  const draw = new CounterStream(seed, 98);
  const between = (low: number, high: number) => low + draw.below(high - low + 1);
  const perCore = Array.from({ length: CORES }, () => between(1, wanted.atoms ?? 6));
  const size = perCore.reduce((a, b) => a + b, 0);
  const sources = size + POISSON + TRAINS;
  const dtRaw = [32768, 3277][draw.below(2)];
  const raw = (x: number) => Math.round(x * 32768);
  let first = 0;
  const cores = perCore.map((n): SpinnakerCore => {
    const neurons = Uint32Array.from({ length: n }, (_, i) => first + i);
    first += n;
    const layout = { indexBits: bitsFor(n) + draw.below(2), typeBits: 1, delayBits: between(1, 5) };
    const synapseCores = between(1, 3);
    const values = (low: number, high: number) =>
      Int32Array.from({ length: wanted.shared || draw.below(2) === 0 ? 1 : n }, () => between(raw(low), raw(high)));
    const parameters: NeuronParameters = {
      vInit: values(-70, -50),
      vRest: values(-66, -60),
      vReset: values(-70, -60),
      vThreshold: values(-55, violent ? 4000 : -48),
      tauM: values(4, 30),
      cM: values(0.1, violent ? 90 : 1),
      iOffset: values(violent ? -6000 : -1, violent ? 9000 : 3),
      tRefractory: values(0, 4),
      refractoryInit: Int32Array.of(draw.below(4)),
      excitatoryInit: values(0, violent ? 65_000 : 2),
      inhibitoryInit: values(violent ? -5 : 0, 2),
      ...(model === "IF_curr_delta" ? {} : { tauExcitatory: values(0.3, 9), tauInhibitory: values(2, 20) }),
      ...(model === "IF_cond_exp"
        ? { reversalExcitatory: values(-5, violent ? 40_000 : 5), reversalInhibitory: values(-90, -70) }
        : {}),
    };
    // Sums of exactly 65535 and 65536 must occur.
    const weights = [65_535, 32_768, 32_767, 1, 0, between(0, 65_535), between(0, 65_535)];
    const rowStart = [0];
    const words: number[] = [];
    const block = (firstSource: number, count: number, extraDelay: number): SynapticBlock => {
      const firstRow = rowStart.length - 1;
      for (let s = 0; s < count; s++) {
        for (let k = between(0, 5); k > 0; k--) {
          words.push(
            encodeSynapse(
              {
                weight: violent ? weights[draw.below(weights.length)] : between(0, 3000),
                delay: between(1, 2 ** layout.delayBits),
                type: draw.below(2),
                index: draw.below(n),
              },
              layout,
            ),
          );
        }
        rowStart.push(words.length);
      }
      return {
        firstSource,
        sources: count,
        firstRow,
        extraDelay,
        synapseCore: draw.below(synapseCores),
        plasticity: null,
      };
    };
    const half = size >> 1;
    const stage = 2 ** layout.delayBits;
    const blocks = [
      block(0, half, 0),
      block(half, size - half, 0),
      block(0, size, stage),
      block(size, POISSON + TRAINS, 0),
      block(1, half, 0),
      block(half, 2, 3 * stage),
    ];
    return {
      model,
      neurons,
      synapseCores,
      stepsPerTick,
      parameters,
      layout,
      blocks,
      leftShifts: violent ? [between(10, 17), between(10, 17)] : [between(0, 6), between(0, 6)],
      rowStart: Uint32Array.from(rowStart),
      words: Uint32Array.from(words),
    };
  });
  const ticks = 70;
  const some = Uint32Array.from({ length: Math.ceil(size / 2) }, (_, i) => 2 * i);
  const image: MachineImage = {
    size,
    dt: dtRaw / 32768,
    dtRaw,
    rounding,
    seed,
    populations: [
      { name: "A", first: 0, size: perCore[0] },
      { name: "B", first: perCore[0], size: size - perCore[0] },
    ],
    cores,
    poissonCores: [
      {
        first: size,
        size: POISSON,
        rates: Uint32Array.of(5 * 65536, 120 * 65536, 0, 900 * 65536, 12_000 * 65536),
        startTick: 4,
        stopTick: 60,
        seed: validKiss64Seed([draw.uint32(), draw.uint32(), draw.uint32(), draw.uint32()]),
        secondsPerTick: 4_294_967,
        ticksPerMs: 65_536,
        slowCutoff: 328,
        fastCutoff: 327_680,
      },
    ],
    hostSources: [
      {
        name: "trains",
        first: size + POISSON,
        size: TRAINS,
        kind: "spike_times",
        rate: 0,
        startStep: 0,
        stopStep: 0,
        stream: 0,
        spikeSteps: Uint32Array.of(0, 5, 5, 9, 33),
        spikeIds: Uint32Array.of(1, 0, 2, 1, 2),
      },
    ],
    offsetChanges: [9, 10, 40].map((tick) => ({
      tick,
      neurons: some,
      iOffset: Int32Array.from(some, () => between(raw(-1), raw(3))),
    })),
  };
  const injected = Array.from({ length: 20 }, () => ({
    step: draw.below(ticks),
    id: draw.below(sources),
    count: between(0, 3),
    late: draw.below(4) === 0 ? between(1, 5) : 0,
  }));
  return { image, injected, ticks };
}
