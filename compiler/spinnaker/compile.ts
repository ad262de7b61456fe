/**
 * The pipeline for SpiNNaker-style machines:
 *
 *   Network → lower → shifts → quantize → partition → place → route → pack = SpinnakerProgram
 *
 * The same network, target and options give the same bytes.
 */
import { EquipoiseError, type Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { completed } from "../../src/options/option-table.js";
import { SPINNAKER_OPTIONS, type SpinnakerOptions } from "../../src/options/spinnaker.js";
import type { Network } from "../../src/network/types.js";
import type { SpinnakerProgram } from "../../src/program/spinnaker/program.js";
import { spinnakerBoard } from "../../src/targets/registry.js";
import type { SpinnakerTarget } from "../../src/targets/spinnaker/target.js";
import { internalFault } from "../common/internal-fault.js";
import { requireLowerable } from "../common/lowerable.js";
import { enterDrawingLosses, programHeader } from "../common/program-header.js";
import { runPass, sinks, type CompileHooks } from "../common/run-passes.js";
import type { Pass } from "../common/pass.js";
import { release } from "../../src/network/release.js";
import { INHIBITORY, type SpinnakerCore } from "../../src/program/spinnaker/machine-image.js";
import { checkPacked, checkPackedCore, checkSeats } from "./checks/check-packed.js";
import { SPINNAKER_MODELS } from "./models.js";
import { chooseShifts } from "./passes/scale.js";
import { lower } from "./passes/lower.js";
import { checkPlaced, checkRouted, mappingOf, place, route, type Placed, type Routed } from "./passes/map.js";
import { packCores } from "./passes/pack.js";
import { quantize } from "./passes/quantize.js";
import { slice } from "./passes/partition.js";
import type { Shifted, Sliced, SpinnakerContext, SpinnakerLowered, SpinnakerQuantized } from "./stages.js";

type SpinnakerPass<In, Out> = Pass<In, Out, SpinnakerContext>;

const lowerPass: SpinnakerPass<Network, SpinnakerLowered> = {
  name: "lower",
  summary: "Turn units and models into those of the neuron binaries, parameters into S16.15.",
  run: lower,
  check(network, { populations }) {
    if (populations.length !== network.populations.length) internalFault("lower: a population was lost");
    for (const { population, parameters } of populations) {
      for (const [name, words] of Object.entries(parameters)) {
        const { length } = words as Int32Array;
        if (length !== 1 && length !== population.size)
          internalFault(`lower: ${name} of population ${population.name} has ${length} values`);
      }
    }
  },
};

const shiftsPass: SpinnakerPass<SpinnakerLowered, Shifted> = {
  name: "shifts",
  summary: "Choose the left shifts of the ring buffers, and say what rounds to zero or may saturate.",
  run: chooseShifts,
  check({ populations }, { shifts }) {
    if (shifts.length !== populations.length) internalFault("shifts: a population has no shifts");
    for (const { excitatory, inhibitory } of shifts) {
      for (const { shift } of [excitatory, inhibitory])
        if (!(Number.isInteger(shift) && shift >= 0 && shift < 32)) internalFault(`shifts: ${shift} is no left shift`);
    }
  },
};

const quantizePass: SpinnakerPass<Shifted, SpinnakerQuantized> = {
  name: "quantize",
  summary: "Round weights to 16 bits, keeping each neuron's summed input with `balance`.",
  run: quantize,
  check({ lowered }, { projections }, { releases }) {
    lowered.network.projections.forEach((projection, k) => {
      for (const column of [projections[k].weight, projections[k].delay, projections[k].type]) {
        if (typeof column !== "number" && column.length !== projection.source.length)
          internalFault(
            `quantize: projection ${projection.name} has ${column.length} synapses, not ${projection.source.length}`,
          );
      }
      if (releases) return;
      const { weight, source } = projection;
      const { type } = projections[k];
      // One look is enough where all are alike.
      const looks = typeof weight === "number" && typeof type === "number" ? Math.min(1, source.length) : source.length;
      for (let s = 0; s < looks; s++)
        if (
          (typeof weight === "number" ? weight : weight[s]) < 0 !==
          ((typeof type === "number" ? type : type[s]) === INHIBITORY)
        )
          internalFault(`quantize: synapse ${s} of projection ${projection.name} has lost its sign`);
    });
  },
};

const partitionPass: SpinnakerPass<SpinnakerQuantized, Sliced> = {
  name: "partition",
  summary: "Cut populations into cores: atoms, delay bits, DTCM, SDRAM, and whether real time holds.",
  run: slice,
  check({ shifted }, { slices }) {
    shifted.lowered.populations.forEach(({ population }, p) => {
      let next = 0;
      for (const { from, to } of slices.filter((s) => s.population === p)) {
        if (from !== next || to <= from)
          internalFault(`partition: population ${population.name} is not cut into whole slices`);
        next = to;
      }
      if (next !== population.size) internalFault(`partition: population ${population.name} lost neurons`);
    });
  },
};

/** null: oversize, or one processor for all: it has no place. */
const placePass: SpinnakerPass<Sliced, Placed | null> = {
  name: "place",
  summary: "Give every core a chip: populations together, chips filled from the Ethernet chip outwards.",
  run: (sliced, { board, target, options }) =>
    target.routed ? withoutMisfit(options.oversize, () => place(sliced, board, target)) : null,
  check(_, placed, { target }) {
    const fault = placed === null ? null : checkPlaced(placed, target);
    if (fault !== null) internalFault(`place: ${fault}`);
  },
};

const routePass: SpinnakerPass<Placed | null, Routed | null> = {
  name: "route",
  summary: "Multicast keys, shortest-path trees and routing tables, compressed to what a router holds.",
  run: (placed, { target, options }) =>
    placed === null ? null : withoutMisfit(options.oversize, () => route(placed, target)),
  check: (_, routed, { target }) => routed !== null && checkRouted(routed, target),
};

/** With --oversize, what does not fit is left out instead of refused. */
function withoutMisfit<T>(oversize: boolean, run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (oversize && error instanceof EquipoiseError && error.exitCode === ExitCode.doesNotFit) return null;
    throw error;
  }
}

interface Packable {
  readonly sliced: Sliced;
  readonly routed: Routed | null;
}

const packPass: SpinnakerPass<Packable, SpinnakerProgram> = {
  name: "pack",
  summary: "Write synaptic rows and parameters of every core: the program.",
  run: programOf,
  check: ({ sliced }, { cores }, context) =>
    context.releases ? checkSeats(sliced, cores, context) : checkPacked(sliced, cores, context),
};

export const spinnakerPasses: readonly { readonly name: string; readonly summary: string }[] = [
  lowerPass,
  shiftsPass,
  quantizePass,
  partitionPass,
  placePass,
  routePass,
  packPass,
];

export interface SpinnakerCompileResult {
  readonly program: SpinnakerProgram;
  readonly sliced: Sliced;
  readonly routed: Routed | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws EquipoiseError for what the machine cannot express, with exit code 5 where the network does not fit the board */
export function compileSpinnaker(
  network: Network,
  target: SpinnakerTarget,
  options: Partial<SpinnakerOptions> = {},
  hooks: CompileHooks = {},
): SpinnakerCompileResult {
  const diagnostics: Diagnostic[] = [];
  const context = contextOf(target, options, hooks, diagnostics);
  requireLowerable(network, target.title, SPINNAKER_MODELS);
  enterDrawingLosses(network, context.ledger);
  const lowered = runPass(lowerPass, network, context, hooks);
  const shifted = runPass(shiftsPass, lowered, context, hooks);
  const quantized = runPass(quantizePass, shifted, context, hooks);
  return { ...mapAndPack(quantized, context, hooks), diagnostics };
}

/**
 * What passes get besides their input.
 * @throws EquipoiseError `bad-option`, `board-unknown`, `profile-unknown` for an option or a value that the target does not have
 */
export function contextOf(
  target: SpinnakerTarget,
  options: Partial<SpinnakerOptions>,
  hooks: CompileHooks,
  diagnostics: Diagnostic[],
): SpinnakerContext {
  const all = completed(SPINNAKER_OPTIONS, target, options);
  return {
    target,
    board: spinnakerBoard(target, all.board),
    options: all,
    ...sinks(hooks, diagnostics),
    // A board's memory image is timed by the network's own synapses.
    releases: hooks.releases === true && target.image === undefined,
    checks: hooks.check ?? true,
  };
}

/** The back half of the pipeline: integers to a program. */
export function mapAndPack(
  quantized: SpinnakerQuantized,
  context: SpinnakerContext,
  hooks: CompileHooks,
): Omit<SpinnakerCompileResult, "diagnostics"> {
  const sliced = runPass(partitionPass, quantized, context, hooks);
  const routed = runPass(routePass, runPass(placePass, sliced, context, hooks), context, hooks);
  return { program: runPass(packPass, { sliced, routed }, context, hooks), sliced, routed };
}

function programOf({ sliced, routed }: Packable, context: SpinnakerContext): SpinnakerProgram {
  const { target, board, options, ledger } = context;
  const { network, dtRaw, offsetChanges } = sliced.quantized.shifted.lowered;
  const synapses = network.projections.map((p) => p.source.length);
  return {
    ...programHeader(network, {
      target,
      board,
      oversize:
        routed === null &&
        (target.routed || sliced.slices.length > (target.limits.coresPerChip.value ?? Infinity) * board.chips),
      sources: network.sources,
      options,
      ledger,
    }),
    family: "spinnaker",
    profile: options.profile,
    dtRaw,
    cores: packCores(
      sliced,
      target,
      (done, total) => context.progress("pack", done, total),
      context.releases ? (core, c) => finishCore(sliced, core, c, context) : undefined,
    ),
    offsetChanges,
    mapping: routed === null ? null : mappingOf(routed),
    sourceMap: network.projections.map((p, k) => ({
      object: `projection ${p.name}`,
      groups: [],
      synapses: synapses[k],
    })),
  };
}

/** Checks a core while the synapses are there, and releases those of its population after the last core of it. */
function finishCore(sliced: Sliced, core: SpinnakerCore, c: number, context: SpinnakerContext): void {
  const { quantized, slices } = sliced;
  if (context.checks) checkPackedCore(sliced, core, c, context);
  const { population } = slices[c];
  if (c + 1 < slices.length && slices[c + 1].population === population) return;
  quantized.shifted.lowered.network.projections.forEach((projection, k) => {
    if (projection.post !== population) return;
    release(projection, "weight", "delay", "source", "rowStart");
    release(quantized.projections[k], "weight", "delay", "type");
  });
}
