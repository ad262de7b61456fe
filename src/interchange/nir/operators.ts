/** The linear nodes of NIR (Linear, Affine, Scale, Delay, Flatten, Conv1d/2d, SumPool2d, AvgPool2d) as what they do to a signal. */
import { productOf, shapeOf, valuesOf, type NirNode } from "./nir-graph.js";
import { apply, delayed, scaled, type Signal, type SparseOperator } from "./signal.js";

/** Why an operator cannot take what comes to it: one sentence without its place. */
export class OperatorError extends Error {}

export const OPERATORS: ReadonlySet<string> = new Set([
  ...["Linear", "Affine", "Scale", "Delay", "Flatten", "Conv1d", "Conv2d", "SumPool2d", "AvgPool2d"],
  // Of a graph in a graph: its ends.
  ...["Input", "Output"],
]);

/**
 * Sends a signal through a node.
 * @throws OperatorError where the shapes do not fit
 */
export function throughNode(node: NirNode, signal: Signal): Signal {
  switch (node.type) {
    case "Linear":
    case "Affine":
      return throughMatrix(node, signal);
    case "Scale":
      return scaled(mustFit(signal, productOf(shapeOf(node, "scale"))), valuesOf(node, "scale")!);
    case "Delay": {
      const delays = valuesOf(node, "delay")!;
      const early = delays.findIndex((delay) => delay < 0);
      if (early >= 0) throw new OperatorError(`its delay ${early} is ${delays[early]}, before the spike`);
      return delayed(mustFit(signal, delays.length), delays);
    }
    case "Flatten":
      return { ...signal, shape: flattened(signal.shape, node) };
    case "Conv1d":
    case "Conv2d":
      return apply(signal, convolution(node, signal.shape));
    case "SumPool2d":
    case "AvgPool2d":
      return apply(signal, pooling(node, signal.shape));
    default: {
      const shape = Array.from(valuesOf(node, "shape")!);
      return { ...mustFit(signal, productOf(shape)), shape: productOf(shape) === 1 ? signal.shape : shape };
    }
  }
}

/** The shape that a bias has at the output of its node, for a node that has one. */
export function biasOf(node: NirNode, output: readonly number[]): Float64Array | null {
  const bias = valuesOf(node, "bias");
  if (bias === undefined || bias.every((value) => value === 0)) return null;
  const size = productOf(output);
  if (node.type === "Affine") return bias.length === 1 ? new Float64Array(size).fill(bias[0]) : bias;
  const area = size / bias.length;
  return Float64Array.from({ length: size }, (_, k) => bias[Math.floor(k / area)]);
}

function mustFit(signal: Signal, size: number): Signal {
  const has = productOf(signal.shape);
  if (size !== 1 && has !== size) throw new OperatorError(`it takes ${size} values, and ${has} come to it`);
  return signal;
}

function throughMatrix(node: NirNode, signal: Signal): Signal {
  const shape = shapeOf(node, "weight");
  if (shape.length !== 2)
    throw new OperatorError(`its weight has ${shape.length} dimensions, and a matrix [outputs, inputs] is read`);
  const [outputs, inputs] = shape;
  const has = productOf(signal.shape);
  if (has !== inputs) throw new OperatorError(`its weight takes ${inputs} inputs, and ${has} come to it`);
  const bias = valuesOf(node, "bias");
  if (bias !== undefined && bias.length !== 1 && bias.length !== outputs)
    throw new OperatorError(`its bias has ${bias.length} values, and its weight ${outputs} outputs`);
  const weight = valuesOf(node, "weight")!;
  const rowStart = new Uint32Array(inputs + 1);
  weight.forEach((w, k) => (rowStart[(k % inputs) + 1] += w === 0 ? 0 : 1));
  for (let i = 0; i < inputs; i++) rowStart[i + 1] += rowStart[i];
  const output = new Uint32Array(rowStart[inputs]);
  const factor = new Float64Array(rowStart[inputs]);
  const next = rowStart.slice();
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++) {
      const w = weight[o * inputs + i];
      if (w === 0) continue;
      output[next[i]] = o;
      factor[next[i]++] = w;
    }
  return apply(signal, { shape: [outputs], rowStart, output, factor });
}

/** Tensors have no batch here, while nir counts dimensions without one too: 0 is the first. */
function flattened(shape: readonly number[], node: NirNode): readonly number[] {
  const dims = shape.length;
  const wrap = (dim: number) => (dim < 0 ? dims + dim : Math.min(dim, dims - 1));
  const first = wrap(valuesOf(node, "start_dim")![0]);
  const last = wrap(valuesOf(node, "end_dim")![0]);
  if (first >= last) return shape;
  return [...shape.slice(0, first), productOf(shape.slice(first, last + 1)), ...shape.slice(last + 1)];
}

/** Entries of an operator as they are found; ordered by input at the end. */
class Entries {
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly factors: number[] = [];

  add(input: number, output: number, factor: number): void {
    if (factor === 0) return;
    this.from.push(input);
    this.to.push(output);
    this.factors.push(factor);
  }

  finish(inputs: number, shape: readonly number[]): SparseOperator {
    const rowStart = new Uint32Array(inputs + 1);
    for (const i of this.from) rowStart[i + 1]++;
    for (let i = 0; i < inputs; i++) rowStart[i + 1] += rowStart[i];
    const next = rowStart.slice();
    const output = new Uint32Array(this.to.length);
    const factor = new Float64Array(this.to.length);
    this.from.forEach((i, k) => {
      output[next[i]] = this.to[k];
      factor[next[i]++] = this.factors[k];
    });
    return { shape, rowStart, output, factor };
  }
}

/** [channels, height, width] of what comes in; a signal of another shape is arranged as the node says. */
function image(
  shape: readonly number[],
  channels: number | null,
  declared: readonly number[] | null,
): [number, number, number] {
  const size = productOf(shape);
  if (declared !== null && channels !== null) {
    const [height, width] = declared.length === 1 ? [1, declared[0]] : declared;
    if (channels * height * width !== size)
      throw new OperatorError(`it takes ${channels} × ${height} × ${width} values, and ${size} come to it`);
    return [channels, height, width];
  }
  const [c, h, w] = shape.length === 2 ? (channels === null ? [1, ...shape] : [shape[0], 1, shape[1]]) : shape;
  if (shape.length < 2 || shape.length > 3)
    throw new OperatorError(`an image [channels, height, width] is expected, and [${shape.join(", ")}] comes to it`);
  if (channels !== null && c !== channels)
    throw new OperatorError(`it takes ${channels} channels, and ${c} come to it`);
  return [c, h, w];
}

/** Two numbers of a field with one or two: [vertical, horizontal]; of a one-dimensional node only the second counts. */
function pair(node: NirNode, field: string, oneDimension: boolean, neutral: number): [number, number] {
  const values = valuesOf(node, field)!;
  if (oneDimension) return [neutral, values[0]];
  return values.length === 1 ? [values[0], values[0]] : [values[0], values[1]];
}

function paddingOf(node: NirNode, oneDimension: boolean, reach: readonly [number, number]): [number, number] {
  const padding = node.fields.get("padding")!;
  if (padding.type !== "str") return pair(node, "padding", oneDimension, 0);
  // PyTorch pads the odd one at the end, so that the beginning has the smaller half.
  return padding.values[0] === "same" ? [Math.floor(reach[0] / 2), Math.floor(reach[1] / 2)] : [0, 0];
}

function convolution(node: NirNode, input: readonly number[]): SparseOperator {
  const one = node.type === "Conv1d";
  const shape = shapeOf(node, "weight");
  if (shape.length !== (one ? 3 : 4)) throw new OperatorError(`its weight has ${shape.length} dimensions`);
  const [outputs, perGroup] = shape;
  const [kernelY, kernelX] = one ? [1, shape[2]] : [shape[2], shape[3]];
  const groups = valuesOf(node, "groups")![0];
  const declared = valuesOf(node, "input_shape");
  const [channels, height, width] = image(
    input,
    perGroup * groups,
    declared === undefined ? null : Array.from(declared),
  );
  const bias = valuesOf(node, "bias")!;
  if (bias.length !== 1 && bias.length !== outputs)
    throw new OperatorError(`its bias has ${bias.length} values, and its weight ${outputs} outputs`);
  const stride = pair(node, "stride", one, 1);
  const dilation = pair(node, "dilation", one, 1);
  const reach = [dilation[0] * (kernelY - 1), dilation[1] * (kernelX - 1)] as const;
  const padding = paddingOf(node, one, reach);
  const isSame = node.fields.get("padding")!.values[0] === "same";
  const extent = (size: number, k: 0 | 1) =>
    isSame ? Math.ceil(size / stride[k]) : Math.floor((size + 2 * padding[k] - reach[k] - 1) / stride[k]) + 1;
  const [rows, columns] = [extent(height, 0), extent(width, 1)];
  if (!(rows > 0 && columns > 0)) throw new OperatorError(`its kernel is larger than the ${height} × ${width} values`);
  const weight = valuesOf(node, "weight")!;
  const entries = new Entries();
  const outputsPerGroup = outputs / groups;
  for (let o = 0; o < outputs; o++)
    for (let c = 0; c < perGroup; c++) {
      const channel = Math.floor(o / outputsPerGroup) * perGroup + c;
      for (let ky = 0; ky < kernelY; ky++)
        for (let kx = 0; kx < kernelX; kx++) {
          const w = weight[((o * perGroup + c) * kernelY + ky) * kernelX + kx];
          for (let row = 0; row < rows; row++) {
            const y = row * stride[0] + ky * dilation[0] - padding[0];
            if (y < 0 || y >= height) continue;
            for (let column = 0; column < columns; column++) {
              const x = column * stride[1] + kx * dilation[1] - padding[1];
              if (x < 0 || x >= width) continue;
              entries.add((channel * height + y) * width + x, (o * rows + row) * columns + column, w);
            }
          }
        }
    }
  return entries.finish(channels * height * width, one ? [outputs, columns] : [outputs, rows, columns]);
}

function pooling(node: NirNode, input: readonly number[]): SparseOperator {
  const [channels, height, width] = image(input, null, null);
  const kernel = pair(node, "kernel_size", false, 1);
  const stride = pair(node, "stride", false, 1);
  const padding = pair(node, "padding", false, 0);
  const rows = Math.floor((height + 2 * padding[0] - kernel[0]) / stride[0]) + 1;
  const columns = Math.floor((width + 2 * padding[1] - kernel[1]) / stride[1]) + 1;
  if (!(rows > 0 && columns > 0)) throw new OperatorError(`its window is larger than the ${height} × ${width} values`);
  const factor = node.type === "SumPool2d" ? 1 : 1 / (kernel[0] * kernel[1]);
  const entries = new Entries();
  for (let c = 0; c < channels; c++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (let ky = 0; ky < kernel[0]; ky++)
          for (let kx = 0; kx < kernel[1]; kx++) {
            const y = row * stride[0] + ky - padding[0];
            const x = column * stride[1] + kx - padding[1];
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            entries.add((c * height + y) * width + x, (c * rows + row) * columns + column, factor);
          }
  return entries.finish(channels * height * width, [channels, rows, columns]);
}
