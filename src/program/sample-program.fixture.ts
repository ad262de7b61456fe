/**
 * A small valid program made by hand: two cores, three neurons, a Poisson and a spike-time input, every kind of field in use.
 * For tests of whatever reads programs, without the compiler.
 */
import { PROGRAM_FORMAT_VERSION } from "./format-version.js";
import { SynapseMemoryWriter } from "./loihi/synapse-memory.js";
import { LOIHI1 } from "../targets/loihi/loihi1.js";
import type { CoreImage, LoihiProgram } from "./loihi/program.js";

export function sampleProgram(): LoihiProgram {
  return {
    formatVersion: PROGRAM_FORMAT_VERSION,
    compiler: "by hand",
    name: "sample",
    target: LOIHI1.id,
    board: LOIHI1.defaultBoard,
    family: "loihi",
    profile: "hw",
    oversize: false,
    dt: 0.5,
    seed: 7,
    steps: 100,
    burnInSteps: 10,
    size: 3,
    populations: [
      { name: "E", first: 0, size: 2 },
      { name: "I", first: 2, size: 1 },
    ],
    inputs: [
      {
        name: "noise",
        first: 3,
        size: 1,
        kind: "poisson",
        rate: Float64Array.of(12.5),
        startStep: 0,
        stopStep: 100,
        stream: 99,
        spikeSteps: new Uint32Array(),
        spikeIds: new Uint32Array(),
      },
      {
        name: "kick",
        first: 4,
        size: 1,
        kind: "spike_times",
        rate: Float64Array.of(0),
        startStep: 0,
        stopStep: 0,
        stream: 0,
        spikeSteps: Uint32Array.of(5, 9),
        spikeIds: Uint32Array.of(0, 0),
      },
    ],
    groups: [
      { name: "E→", weightExponent: 0, weightBits: 8, signMode: "excitatory", graded: false, plasticity: null },
      { name: "I→E", weightExponent: -1, weightBits: 6, signMode: "inhibitory", graded: false, plasticity: null },
      { name: "input", weightExponent: 2, weightBits: 8, signMode: "mixed", graded: true, plasticity: null },
    ],
    cores: [coreOfE(), coreOfI()],
    inputRouting: [
      { port: 0, start: Uint32Array.of(0, 1), core: Uint32Array.of(0), axon: Uint16Array.of(2) },
      { port: 1, start: Uint32Array.of(0, 1), core: Uint32Array.of(0), axon: Uint16Array.of(3) },
    ],
    biasChanges: [{ step: 50, neurons: Uint32Array.of(1), mantissa: Int16Array.of(-40), exponent: Int8Array.of(3) }],
    readback: { vLsb: Float64Array.of(0.001), vOffset: Float64Array.of(-60, -60, -65) },
    sourceMap: [{ object: "projection E→I", groups: [0], synapses: 2 }],
    ledger: [
      {
        kind: "weight-rounded",
        where: "projection E→I",
        count: 2,
        of: 2,
        worst: 0.25,
        unit: "pA",
        meanInputChange: NaN,
        note: "",
      },
    ],
    options: "{}",
  };
}

/** Neurons 0 and 1; axon 0 from neuron 2 (inhibitory), 1 from neuron 0, 2 and 3 from the inputs. */
function coreOfE(): CoreImage {
  const writer = new SynapseMemoryWriter(LOIHI1.synapse);
  const axonStart: number[] = [];
  const axon = (formatId: number, bits: number, synapses: readonly (readonly [value: number, width: number])[][]) => {
    axonStart.push(writer.words);
    writer.beginBlock(formatId, synapses.length, bits);
    for (const synapse of synapses) for (const [value, width] of synapse) writer.put(value, width);
  };
  axon(1, 9, [
    [
      [20, 6],
      [3, 2],
      [0, 1],
    ],
    [
      [31, 6],
      [1, 2],
      [0, 1],
    ],
  ]);
  axon(2, 14, [
    [
      [200, 8],
      [1, 6],
    ],
  ]);
  axon(3, 14, [
    [
      [0x80, 8],
      [0, 6],
    ],
  ]);
  axon(3, 14, [
    [
      [0x7f, 8],
      [1, 6],
    ],
    [
      [5, 8],
      [0, 6],
    ],
  ]);
  return {
    chip: 0,
    core: 0,
    x: 0,
    y: 0,
    neurons: Uint32Array.of(0, 1),
    profiles: [
      { du: 100, dv: 41, refractory: 5, noise: true },
      { du: 4095, dv: 0, refractory: 0, noise: false },
    ],
    profileOf: Uint8Array.of(0, 1),
    thresholds: Uint32Array.of(1000),
    thresholdOf: Uint8Array.of(0, 0),
    biasMantissa: Int16Array.of(-5, 4095),
    biasExponent: Int8Array.of(0, 7),
    u0: Int32Array.of(0, -1),
    v0: Int32Array.of(8388607, -8388607),
    vmin: -8388607,
    vmax: 8388607,
    noise: { target: "v", exponent: 9, mantissaOffset: -3 },
    formats: [
      { group: 1, weightBits: 6, delayBits: 3, indexBits: 0, compression: "dense" },
      { group: 0, weightBits: 8, delayBits: 0, indexBits: 6, compression: "sparse" },
      { group: 2, weightBits: 8, delayBits: 0, indexBits: 6, compression: "sparse" },
    ],
    axonStart: Uint32Array.from(axonStart),
    axonEnd: Uint32Array.from([...axonStart.slice(1), writer.words]),
    axonBase: Uint16Array.of(0, 0, 0, 0),
    synapseMemory: writer.image(),
    outStart: Uint32Array.of(0, 2, 3),
    outCore: Uint32Array.of(0, 1, 1),
    outAxon: Uint16Array.of(1, 0, 1),
  };
}

/** Neuron 2; axons 0 and 1 from neurons 0 and 1 share one list. */
function coreOfI(): CoreImage {
  const writer = new SynapseMemoryWriter(LOIHI1.synapse);
  writer.beginBlock(1, 1, 9);
  writer.put(77, 8);
  writer.put(1, 1);
  return {
    chip: 0,
    core: 1,
    x: 1,
    y: 0,
    neurons: Uint32Array.of(2),
    profiles: [{ du: 200, dv: 82, refractory: 3, noise: false }],
    profileOf: Uint8Array.of(0),
    thresholds: Uint32Array.of(131071),
    thresholdOf: Uint8Array.of(0),
    biasMantissa: Int16Array.of(0),
    biasExponent: Int8Array.of(0),
    u0: Int32Array.of(12),
    v0: Int32Array.of(0),
    vmin: -1023,
    vmax: 8388607,
    noise: null,
    formats: [{ group: 0, weightBits: 8, delayBits: 1, indexBits: 0, compression: "sparse" }],
    axonStart: Uint32Array.of(0, 0),
    axonEnd: Uint32Array.of(1, 1),
    axonBase: Uint16Array.of(0, 0),
    synapseMemory: writer.image(),
    outStart: Uint32Array.of(0, 1),
    outCore: Uint32Array.of(0),
    outAxon: Uint16Array.of(0),
  };
}
