/** Vectors of Lava's bit-accurate models (`loihi-golden/1`, type `network`) as integers. */
import type { IntegerProjection } from "../../../compiler/loihi/integer-network.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { effectiveWeight, resolveSignMode } from "../../../src/interchange/lava-weights.js";
import type { SpikeSource } from "../../../src/network/types.js";
import type { InjectedSpike } from "../../../src/program/execution-target.js";
import type { SignMode, SynapseGroup } from "../../../src/program/loihi/program.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import type { LoihiTarget } from "../../../src/targets/loihi/target.js";
import type { Comparison } from "./difference.js";
import type { ExpectedPopulation, ExpectedRow, GoldenNetwork } from "./golden-network.js";
import { injectedSpikes, readEvents, spikeSource, type EventTable } from "./spike-events.js";
import { projectionFromMatrix } from "./synapse-matrix.js";
import {
  has,
  matrixOf,
  numberOf,
  numbersOf,
  objectOf,
  objectsOf,
  perItemOf,
  stringOf,
  type JsonObject,
} from "./vector.js";

interface Range {
  readonly first: number;
  readonly size: number;
}

/** Weights are compared with those that the vector says Lava used. */
export function lavaNetwork(vector: JsonObject, comparison: Comparison): GoldenNetwork {
  const steps = numberOf(vector, "steps");
  const populations = objectsOf(vector, "populations");
  const ranges = new Map<string, Range>();
  let size = 0;
  for (const p of populations) {
    ranges.set(stringOf(p, "name"), { first: size, size: numberOf(p, "n") });
    size += numberOf(p, "n");
  }
  const all = (key: string, fallback?: number) =>
    populations.flatMap((p) => [...perItemOf(p, key, numberOf(p, "n"), fallback)]);
  const target = targetWithOffsets(all("ds_offset", 1), all("dm_offset", 0));
  const { uDecayOffset, vDecayOffset } = target.widths;

  const inputs = new InputSources(vector, size, steps);
  const groups: SynapseGroup[] = [];
  const projections = objectsOf(vector, "synapses").map((synapse, index) => {
    const graded = numberOf(synapse, "num_message_bits", 0) > 0;
    const preName = stringOf(synapse, "pre");
    const population = ranges.get(preName);
    const pre =
      population === undefined
        ? { ...inputs.range(preName, graded), kind: "source" as const }
        : { ...population, kind: "population" as const };
    const post = ranges.get(stringOf(synapse, "post"));
    if (post === undefined)
      fail(
        "golden-format",
        `synapses[${index}] end in the population ${stringOf(synapse, "post")}, which does not exist`,
      );
    return projectionOf(synapse, index, size, pre, post, graded, groups, comparison);
  });
  const zero = new Array<number>(size).fill(0);
  return {
    profile: "lava",
    target,
    integers: {
      name: stringOf(vector, "name"),
      steps,
      neurons: {
        du: all("du").map((d, i) => d + all("ds_offset", 1)[i] - uDecayOffset),
        dv: all("dv").map((d, i) => d + all("dm_offset", 0)[i] - vDecayOffset),
        thresholdMantissa: all("vth"),
        biasMantissa: all("bias_mant", 0),
        biasExponent: all("bias_exp", 0),
        refractory: zero,
        u0: all("u0", 0),
        v0: all("v0", 0),
      },
      vmin: -(2 ** 23) + 1,
      vmax: 2 ** 23 - 1,
      groups,
      projections,
      sources: inputs.sources,
    },
    injected: inputs.injected,
    expected: populations.map((p) => {
      const name = stringOf(p, "name");
      return expectedOf(objectOf(objectOf(vector, "expected"), name), name, ranges.get(name)!);
    }),
  };
}

/** The offsets are wired into the chip; a vector that has others describes another chip. */
function targetWithOffsets(ds: readonly number[], dm: readonly number[]): LoihiTarget {
  const smallest = (values: readonly number[], usual: number) =>
    values.reduce((a, b) => Math.min(a, b), values[0] ?? usual);
  const { widths } = LOIHI1;
  return {
    ...LOIHI1,
    widths: {
      ...widths,
      uDecayOffset: smallest(ds, widths.uDecayOffset),
      vDecayOffset: smallest(dm, widths.vDecayOffset),
    },
  };
}

/** Spike sources by input. An input with payloads is two sources: one for graded synapses, one for all others, where every spike counts once. */
class InputSources {
  readonly sources: SpikeSource[] = [];
  readonly injected: InjectedSpike[] = [];
  private readonly tables = new Map<string, { table: EventTable; size: number }>();
  private readonly known = new Map<string, Range>();

  constructor(
    vector: JsonObject,
    private next: number,
    steps: number,
  ) {
    for (const input of objectsOf(vector, "inputs")) {
      const size = numberOf(input, "n");
      const name = stringOf(input, "name");
      this.tables.set(name, { size, table: readEvents(input["events"], size, steps, `input ${name}`) });
    }
  }

  range(name: string, graded: boolean): Range {
    const input = this.tables.get(name);
    if (input === undefined)
      fail("golden-format", `synapses start at ${name}, which is neither a population nor an input`);
    const byPayload = graded && input.table.graded;
    const key = `${name}${byPayload ? " (graded)" : ""}`;
    const old = this.known.get(key);
    if (old !== undefined) return old;
    const range = { first: this.next, size: input.size };
    this.next += input.size;
    this.known.set(key, range);
    this.sources.push(spikeSource(key, this.sources.length, range.first, range.size, byPayload ? null : input.table));
    if (byPayload) for (const spike of injectedSpikes(input.table, range.first)) this.injected.push(spike);
    return range;
  }
}

function projectionOf(
  synapse: JsonObject,
  index: number,
  size: number,
  pre: Range & { readonly kind: IntegerProjection["preKind"] },
  post: Range,
  graded: boolean,
  groups: SynapseGroup[],
  comparison: Comparison,
): IntegerProjection {
  const where = `synapses[${index}]`;
  const weights = matrixOf(synapse, "weights");
  const delays = has(synapse, "delays") ? matrixOf(synapse, "delays") : null;
  const weightBits = numberOf(synapse, "num_weight_bits", 8);
  const signMode = has(synapse, "sign_mode")
    ? signModeOf(stringOf(synapse, "sign_mode"))
    : resolveSignMode(weights.flat());
  if (has(synapse, "resolved_sign_mode"))
    comparison.equal(stringOf(synapse, "resolved_sign_mode"), signMode, "sign mode", where);
  const recorded = has(synapse, "effective_weights") ? matrixOf(synapse, "effective_weights") : null;
  const exponent = numberOf(synapse, "weight_exp", 0);
  // With no bit left, mixed mode floors every negative weight to -512, one power of two beyond the mantissa: half of it, exponent + 1.
  const beyond = signMode === "mixed" && weightBits === 0 ? 1 : 0;
  const group = groups.length;
  groups.push({
    name: `${where} ${stringOf(synapse, "pre")}→${stringOf(synapse, "post")}`,
    weightExponent: exponent + beyond,
    weightBits: beyond === 1 ? 8 : weightBits,
    signMode,
    graded,
    plasticity: null,
  });
  return projectionFromMatrix(groups[group].name, size, pre, post, (j, i) => {
    const effective = effectiveWeight(weights[i][j], signMode, weightBits);
    if (recorded !== null) comparison.equal(recorded[i][j], effective, "effective weight", `${where}[${i}][${j}]`);
    return effective === 0 ? null : { mantissa: effective >> beyond, group, delay: delays?.[i][j] ?? 0 };
  });
}

function signModeOf(text: string): SignMode {
  const name = text.toLowerCase();
  if (name === "excitatory" || name === "inhibitory" || name === "mixed") return name;
  return fail("golden-format", `the sign mode ${text} is none of excitatory, inhibitory, mixed`);
}

/** Recordings of one population. */
export function expectedOf(expected: JsonObject, name: string, { first, size }: Range): ExpectedPopulation {
  const rows = new Map<number, ExpectedRow[]>();
  const add = (step: number, row: ExpectedRow) => {
    if (!rows.has(step)) rows.set(step, []);
    rows.get(step)!.push(row);
  };
  const everyone = Array.from({ length: size }, (_, i) => i);
  const addMatrix = (object: JsonObject, neurons: readonly number[]) => {
    const v = matrixOf(object, "v");
    matrixOf(object, "u").forEach((u, step) => add(step, { neurons, u, v: v[step] }));
  };
  if (has(expected, "u")) addMatrix(expected, everyone);
  if (has(expected, "subset"))
    addMatrix(objectOf(expected, "subset"), numbersOf(objectOf(expected, "subset"), "neurons"));
  for (const snapshot of objectsOf(expected, "snapshots")) {
    add(numberOf(snapshot, "t"), { neurons: everyone, u: numbersOf(snapshot, "u"), v: numbersOf(snapshot, "v") });
  }
  return {
    name,
    first,
    size,
    rows,
    spikes: has(expected, "spikes")
      ? new Map(matrixOf(expected, "spikes").map((row) => [row[0], row.slice(1)]))
      : undefined,
    spikeCount: has(expected, "n_spikes") ? numberOf(expected, "n_spikes") : undefined,
    hashes: has(expected, "fnv1a32") ? numbersOf(expected, "fnv1a32") : undefined,
  };
}
