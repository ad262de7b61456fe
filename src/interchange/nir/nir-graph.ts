/**
 * A NIR graph as its file has it: nodes with their fields, edges by names, graphs within graphs.
 * Source: nir 1.0.8, nir/serialization.py and nir/ir; each field of a node's `to_dict` is one dataset.
 */
import type { Hdf5Dataset, Hdf5Group } from "../hdf5.js";

export interface NirNode {
  readonly type: string;
  readonly fields: ReadonlyMap<string, Hdf5Dataset>;
  /** Kept as it is. */
  readonly metadata?: Hdf5Group;
  /** Of a NIRGraph. */
  readonly graph?: NirGraph;
}

export interface NirGraph {
  readonly nodes: ReadonlyMap<string, NirNode>;
  readonly edges: readonly (readonly [from: string, to: string])[];
  readonly metadata?: Hdf5Group;
}

export interface NodeType {
  readonly required: readonly string[];
  /** With the value that nir's reader takes where it is absent. */
  readonly optional?: Readonly<Record<string, number | null>>;
  /** Fields with one value a neuron. */
  readonly perNeuron?: readonly string[];
  /** Must be above 0. */
  readonly positive?: readonly string[];
}

/** Every type of node that nir 1.0.8 reads. */
export const NODE_TYPES: Readonly<Record<string, NodeType>> = {
  Input: { required: ["shape"] },
  Output: { required: ["shape"] },
  Affine: { required: ["weight", "bias"] },
  Linear: { required: ["weight"] },
  Scale: { required: ["scale"] },
  Threshold: { required: ["threshold"] },
  Delay: { required: ["delay"] },
  Flatten: { required: ["start_dim", "end_dim"], optional: { input_type: null } },
  Conv1d: {
    required: ["weight", "stride", "padding", "dilation", "groups", "bias"],
    optional: { input_shape: null },
  },
  Conv2d: {
    required: ["weight", "stride", "padding", "dilation", "groups", "bias"],
    optional: { input_shape: null },
  },
  SumPool2d: { required: ["kernel_size", "stride", "padding"] },
  AvgPool2d: { required: ["kernel_size", "stride", "padding"] },
  I: { required: ["r"], perNeuron: ["r"] },
  IF: {
    required: ["r", "v_threshold"],
    optional: { v_reset: 0 },
    perNeuron: ["r", "v_threshold", "v_reset"],
  },
  LI: { required: ["tau", "r", "v_leak"], perNeuron: ["tau", "r", "v_leak"], positive: ["tau"] },
  LIF: {
    required: ["tau", "r", "v_leak", "v_threshold"],
    optional: { v_reset: 0 },
    perNeuron: ["tau", "r", "v_leak", "v_threshold", "v_reset"],
    positive: ["tau"],
  },
  CubaLI: {
    required: ["tau_mem", "tau_syn", "r", "v_leak"],
    optional: { w_in: 1 },
    perNeuron: ["tau_mem", "tau_syn", "r", "v_leak", "w_in"],
    positive: ["tau_mem", "tau_syn"],
  },
  CubaLIF: {
    required: ["tau_mem", "tau_syn", "r", "v_leak", "v_threshold"],
    optional: { v_reset: 0, w_in: 1 },
    perNeuron: ["tau_mem", "tau_syn", "r", "v_leak", "v_threshold", "v_reset", "w_in"],
    positive: ["tau_mem", "tau_syn"],
  },
};

/** Whose spikes are spikes here. */
export const SPIKING: ReadonlySet<string> = new Set(["LIF", "CubaLIF", "IF"]);
/** Integrate, and never spike. */
export const NOT_SPIKING: ReadonlySet<string> = new Set(["LI", "CubaLI", "I"]);

/** The numbers of a field; text gives none. */
export function valuesOf(node: NirNode, field: string): Float64Array | undefined {
  const found = node.fields.get(field);
  return found === undefined || found.type === "str" ? undefined : Float64Array.from(found.values as Float64Array);
}

export function shapeOf(node: NirNode, field: string): readonly number[] {
  return node.fields.get(field)?.shape ?? [];
}

export function productOf(shape: ArrayLike<number>): number {
  return Array.from(shape).reduce((product, size) => product * size, 1);
}
