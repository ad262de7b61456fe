/** Graphs as they come of training: a recurrent one with two models, and one with convolution, pooling and flattening. */
import { numbers, type Hdf5Dataset } from "../../src/interchange/hdf5.js";
import type { NirGraph, NirNode } from "../../src/interchange/nir/nir-graph.js";

const floats = (length: number, value: (k: number) => number, shape = [length]) =>
  numbers(
    Float32Array.from({ length }, (_, k) => value(k)),
    shape,
  );
const whole = (...values: number[]) => numbers(Int32Array.from(values), [values.length], "i8");
const one = (value: number) => numbers(Int32Array.of(value), [], "i8");
const node = (type: string, fields: Readonly<Record<string, Hdf5Dataset>> = {}): NirNode => ({
  type,
  fields: new Map(Object.entries(fields)),
});
const graph = (nodes: Readonly<Record<string, NirNode>>, ...edges: (readonly [string, string])[]): NirGraph => ({
  nodes: new Map(Object.entries(nodes)),
  edges,
});

export function trainedGraphs(): NirGraph[] {
  const lif = (n: number) => ({
    tau: floats(n, () => 0.02),
    r: floats(n, () => 1),
    v_leak: floats(n, () => 0),
    v_threshold: floats(n, (k) => 1 + k / 10),
    v_reset: floats(n, () => 0),
  });
  const cuba = {
    tau_mem: floats(2, () => 0.02),
    tau_syn: floats(2, () => 0.005),
    ...{ r: floats(2, () => 1), v_leak: floats(2, () => 0), v_threshold: floats(2, () => 1) },
    ...{ v_reset: floats(2, () => 0), w_in: floats(2, () => 1) },
  };
  const affine = { weight: floats(12, (k) => Math.sin(k), [4, 3]), bias: floats(4, (k) => k / 10) };
  const recurrent = graph(
    {
      input: node("Input", { shape: whole(3) }),
      fc: node("Affine", affine),
      lif: node("LIF", lif(4)),
      rec: node("Linear", { weight: floats(16, (k) => Math.cos(k), [4, 4]) }),
      out: node("Linear", { weight: floats(8, (k) => k / 8, [2, 4]) }),
      cuba: node("CubaLIF", cuba),
      output: node("Output", { shape: whole(2) }),
    },
    ...([
      ["input", "fc"],
      ["fc", "lif"],
      ["lif", "rec"],
      ["rec", "lif"],
      ["lif", "out"],
      ["out", "cuba"],
      ["cuba", "output"],
    ] as const),
  );
  const conv = {
    weight: floats(8, (k) => k / 8, [2, 1, 2, 2]),
    ...{ bias: floats(2, () => 0), stride: whole(1, 1), padding: whole(0, 0), dilation: whole(1, 1) },
    ...{ groups: one(1), input_shape: whole(5, 5) },
  };
  const convolutional = graph(
    {
      input: node("Input", { shape: whole(1, 5, 5) }),
      conv: node("Conv2d", conv),
      if: node("IF", {
        r: floats(32, () => 1, [2, 4, 4]),
        v_threshold: floats(32, () => 1, [2, 4, 4]),
        v_reset: floats(32, () => 0, [2, 4, 4]),
      }),
      pool: node("SumPool2d", { kernel_size: whole(2, 2), stride: whole(2, 2), padding: whole(0, 0) }),
      flat: node("Flatten", { start_dim: one(0), end_dim: one(-1), input_type: whole(2, 2, 2) }),
      fc: node("Linear", { weight: floats(16, (k) => k / 16, [2, 8]) }),
      lif: node("LIF", lif(2)),
      output: node("Output", { shape: whole(2) }),
    },
    ...([
      ["input", "conv"],
      ["conv", "if"],
      ["if", "pool"],
      ["pool", "flat"],
      ["flat", "fc"],
      ["fc", "lif"],
      ["lif", "output"],
    ] as const),
  );
  return [recurrent, convolutional];
}
