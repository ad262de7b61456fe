/**
 * Single-bit faults for tests of lockstep, and what must be found: an emulator with the fault beside one without it, everything compared after
 * every step by the simplest code that does it.
 */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SpinnakerEmulator } from "../../emulator/spinnaker/emulator.js";
import { ONE_BY_ONE_KERNEL } from "../../emulator/spinnaker/kernel/one-by-one-kernel.js";
import type { Difference } from "../../firmware-bridge/lockstep.js";
import { processTransport } from "../../firmware-bridge/transport/process-transport.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import type { CounterStream } from "../../src/numerics/philox.js";
import type { ExecutionTarget, NeuronState } from "../../src/program/execution-target.js";
import type { CoreImage, LoihiProgram } from "../../src/program/loihi/program.js";
import type { MachineImage, NeuronParameters, SpinnakerCore } from "../../src/program/spinnaker/machine-image.js";
import { firmware } from "./firmware-boards.js";

/** What lockstep says of a fault. */
export type Named = Pick<Difference, "step" | "neuron" | "field" | "board" | "emulator">;

/** One bit of a state word before one tick. `word`: v, excitatory, inhibitory, refractory. */
export interface Flip {
  readonly tick: number;
  readonly neuron: number;
  readonly word: number;
  readonly bit: number;
}

/** A counter alone is waited for so long after the end of its block; see lockstep.ts. */
const STEPS_AFTER_COUNTER = 64;

/** @param counters those that the board has, too; absent: all @returns the first difference; null: the fault has no effect within the steps */
export async function expectedOf(
  faulty: ExecutionTarget,
  good: ExecutionTarget,
  { steps, block, counters }: { readonly steps: number; readonly block: number; readonly counters?: readonly string[] },
): Promise<Named | null> {
  const all = Array.from({ length: good.size }, (_, id) => id);
  let counter: Named | null = null;
  for (let step = -1; step < steps; step++) {
    const [ours, theirs] = [new Set<number>(), new Set<number>()];
    if (step >= 0) {
      await faulty.advance(1, (_, ids, count) => ids.subarray(0, count).forEach((id) => ours.add(id)));
      await good.advance(1, (_, ids, count) => ids.subarray(0, count).forEach((id) => theirs.add(id)));
    }
    const spiking = all.find((id) => ours.has(id) !== theirs.has(id));
    if (spiking !== undefined)
      return { step, neuron: spiking, field: "spike", board: +ours.has(spiking), emulator: +theirs.has(spiking) };
    const [a, b] = [await faulty.readState(all), await good.readState(all)];
    for (const neuron of all)
      for (const field of Object.keys(b) as (keyof NeuronState)[])
        if (a[field]![neuron] !== b[field]![neuron])
          return { step, neuron, field, board: a[field]![neuron], emulator: b[field]![neuron] };
    const [c, d] = [await faulty.counters(), await good.counters()];
    const name = (counters ?? Object.keys(d)).toSorted().find((key) => c[key] !== d[key]);
    if (counter === null && name !== undefined)
      counter = { step, neuron: null, field: `counter ${name}`, board: c[name], emulator: d[name] };
    if (counter !== null && step >= block * (Math.floor(counter.step / block) + 1) + STEPS_AFTER_COUNTER)
      return counter;
  }
  return counter;
}

/** Compiles the firmware that can plant a flip. @returns path of the program */
export function buildFaultyFirmware(folder: string): string {
  const program = join(folder, "equipoise-faulty");
  const core = readdirSync(join(firmware, "core")).filter((name) => name.endsWith(".c"));
  const sources = [
    ...core.map((name) => join(firmware, "core", name)),
    join(firmware, "ports/host/main.c"),
    join(import.meta.dirname, "planted_fault.c"),
  ];
  execFileSync("gcc", [
    ...["-std=c99", "-Wall", "-Wextra", "-Werror", "-O2", "-fno-strict-aliasing"],
    ...[`-I${join(firmware, "core")}`, `-I${join(firmware, "ports/host")}`],
    // A small image space: it is sent, read and checked for every fault.
    ...["-DEQ_IMAGE_BYTES=32768u", "-Wl,--wrap=eq_machine_tick"],
    ...["-o", program, ...sources],
  ]);
  return program;
}

/** @param flips of each start of the board, one after another; the last holds for those after it, too */
export function dialFaulty(program: string, ...flips: readonly (Flip | null)[]): Dialer {
  let starts = 0;
  return () => {
    const flip = flips[Math.min(starts++, flips.length - 1)] ?? null;
    const fault = flip === null ? "" : `${flip.tick} ${flip.neuron} ${flip.word} ${flip.bit}`;
    return Promise.resolve(processTransport("env", [`EQ_FAULT=${fault}`, program]));
  };
}

/** An emulator that has the flip, too. */
export class FlippedEmulator extends SpinnakerEmulator {
  constructor(
    machine: MachineImage,
    private readonly flip: Flip,
  ) {
    super(machine, { kernel: ONE_BY_ONE_KERNEL });
  }

  protected override async execute(...[steps, sink]: Parameters<SpinnakerEmulator["advance"]>): Promise<void> {
    for (let k = 0; k < steps; k++) {
      const { tick, neuron, word, bit } = this.flip;
      if (this.step === tick) {
        const { core, atom } = this.machine.place(neuron);
        [core.v, core.excitatory, core.inhibitory, core.refractory][word][atom] ^= 1 << bit;
      }
      await super.execute(1, sink);
    }
  }
}

const flipAt = <Words extends { readonly length: number; slice(): Words; [k: number]: number }>(
  words: Words,
  k: number,
  bit: number,
): Words => {
  const flipped = words.slice();
  flipped[k] ^= 1 << bit;
  return flipped;
};

/** One bit of a machine's image: a parameter, an initial state, a synaptic word, a bias that changes. It may make no sense; then whoever takes it throws. */
export function faultyMachine(machine: MachineImage, draw: CounterStream): { what: string; machine: MachineImage } {
  const c = draw.below(machine.cores.length);
  const core = machine.cores[c];
  const withCore = (change: Partial<SpinnakerCore>): MachineImage => ({
    ...machine,
    cores: machine.cores.map((other, k) => (k === c ? { ...core, ...change } : other)),
  });
  const kind = draw.below(16);
  if (kind < 4 && core.words.length > 0) {
    const [k, bit] = [draw.below(core.words.length), draw.below(32)];
    return {
      what: `synaptic word ${k} of core ${c}, bit ${bit}`,
      machine: withCore({ words: flipAt(core.words, k, bit) }),
    };
  }
  if (kind === 4 && machine.offsetChanges.length > 0) {
    const at = draw.below(machine.offsetChanges.length);
    const change = machine.offsetChanges[at];
    const [k, bit] = [draw.below(change.iOffset.length), draw.below(20)];
    const offsetChanges = machine.offsetChanges.map((other, n) =>
      n === at ? { ...change, iOffset: flipAt(change.iOffset, k, bit) } : other,
    );
    return { what: `change ${at} of the bias, entry ${k}, bit ${bit}`, machine: { ...machine, offsetChanges } };
  }
  const names = Object.keys(core.parameters) as (keyof NeuronParameters)[];
  const name = names[draw.below(names.length)];
  const values = core.parameters[name]!;
  const [k, bit] = [draw.below(values.length), draw.below(24)];
  return {
    what: `${name}[${k}] of core ${c}, bit ${bit}`,
    machine: withCore({ parameters: { ...core.parameters, [name]: flipAt(values, k, bit) } }),
  };
}

/** Likewise of a program of the Loihi family. */
export function faultyProgram(program: LoihiProgram, draw: CounterStream): { what: string; program: LoihiProgram } {
  const c = draw.below(program.cores.length);
  const core = program.cores[c];
  const withCore = (change: Partial<CoreImage>): LoihiProgram => ({
    ...program,
    cores: program.cores.map((other, k) => (k === c ? { ...core, ...change } : other)),
  });
  const profile = draw.below(core.profiles.length);
  const ofProfile = (name: "du" | "dv" | "refractory", bits: number) => {
    const bit = draw.below(bits);
    const profiles = core.profiles.map((p, k) => (k === profile ? { ...p, [name]: p[name] ^ (1 << bit) } : p));
    return { what: `${name} of profile ${profile}, bit ${bit}`, program: withCore({ profiles }) };
  };
  const ofWords = (
    name: "thresholds" | "biasMantissa" | "biasExponent" | "u0" | "v0" | "synapseMemory",
    bits: number,
  ) => {
    const [k, bit] = [draw.below(core[name].length), draw.below(bits)];
    return {
      what: `${name}[${k}], bit ${bit}`,
      program: withCore({ [name]: flipAt(core[name] as Int32Array, k, bit) }),
    };
  };
  const ofLimit = (name: "vmin" | "vmax") => {
    const bit = draw.below(23);
    return { what: `${name}, bit ${bit}`, program: withCore({ [name]: core[name] ^ (1 << bit) }) };
  };
  switch (draw.below(13)) {
    case 0:
      return ofProfile("du", 12);
    case 1:
      return ofProfile("dv", 12);
    case 2:
      return ofProfile("refractory", 6);
    case 3:
      return ofWords("thresholds", 17);
    case 4:
      return ofWords("biasMantissa", 12);
    case 5:
      return ofWords("biasExponent", 3);
    case 6:
      return ofWords("u0", 23);
    case 7:
      return ofWords("v0", 23);
    case 8:
      return ofLimit("vmin");
    case 9:
      return ofLimit("vmax");
    default:
      return ofWords("synapseMemory", 8);
  }
}
