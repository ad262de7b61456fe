/**
 * What a tensor of a NIR graph carries of the spikes of one node: for each of its entries, which neurons it sums, with weight and delay.
 * Between two spiking nodes stand operators that are linear; a signal that has gone through them is the synapses between the two.
 */

export interface Signal {
  readonly shape: readonly number[];
  /** Which neuron of the node that the signal comes from. */
  readonly pre: Uint32Array<ArrayBuffer>;
  /** Which entry of the tensor, in C order; ascending. */
  readonly at: Uint32Array<ArrayBuffer>;
  readonly weight: Float64Array<ArrayBuffer>;
  /** In the file's unit of time; null: none. */
  readonly delay: Float64Array<ArrayBuffer> | null;
}

/** Each neuron is its own entry. */
export function unitSignal(shape: readonly number[]): Signal {
  const size = shape.reduce((product, one) => product * one, 1);
  const each = Uint32Array.from({ length: size }, (_, k) => k);
  return { shape, pre: each, at: each, weight: new Float64Array(size).fill(1), delay: null };
}

/** A constant in every entry, as if from one neuron. */
export function constantSignal(values: Float64Array, shape: readonly number[]): Signal {
  const size = values.length;
  return {
    shape,
    pre: new Uint32Array(size),
    at: Uint32Array.from({ length: size }, (_, k) => k),
    weight: Float64Array.from(values),
    delay: null,
  };
}

/** One entry of a linear operator: output, input, factor. */
export interface SparseOperator {
  readonly shape: readonly number[];
  /** By input: the entries of input i are rowStart[i] to rowStart[i+1]. */
  readonly rowStart: Uint32Array;
  readonly output: Uint32Array;
  readonly factor: Float64Array;
}

/** Applies an operator; what comes to the same entry from the same neuron after the same delay is summed. */
export function apply(signal: Signal, operator: SparseOperator): Signal {
  const { rowStart, output, factor } = operator;
  let count = 0;
  for (const i of signal.at) count += rowStart[i + 1] - rowStart[i];
  const pre = new Uint32Array(count);
  const at = new Uint32Array(count);
  const weight = new Float64Array(count);
  const delay = signal.delay === null ? null : new Float64Array(count);
  let n = 0;
  signal.at.forEach((i, e) => {
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++, n++) {
      pre[n] = signal.pre[e];
      at[n] = output[k];
      weight[n] = signal.weight[e] * factor[k];
      if (delay !== null) delay[n] = signal.delay![e];
    }
  });
  return merged({ shape: operator.shape, pre, at, weight, delay });
}

/** Sorted by entry, then neuron, then delay; equal ones summed; weights of 0 left out. */
function merged({ shape, pre, at, weight, delay }: Signal): Signal {
  const kept = new Uint32Array(pre.length);
  const sums = new Float64Array(pre.length);
  let n = 0;
  for (const k of orderOf({ pre, at, delay })) {
    const last = n > 0 ? kept[n - 1] : -1;
    if (last >= 0 && at[last] === at[k] && pre[last] === pre[k] && (delay === null || delay[last] === delay[k]))
      sums[n - 1] += weight[k];
    else {
      kept[n] = k;
      sums[n++] = weight[k];
    }
  }
  const whole = kept.subarray(0, n).filter((_, k) => sums[k] !== 0);
  return {
    shape,
    pre: whole.map((k) => pre[k]),
    at: whole.map((k) => at[k]),
    weight: sums.subarray(0, n).filter((sum) => sum !== 0),
    delay: delay === null ? null : Float64Array.from(whole, (k) => delay[k]),
  };
}

/** Signals of one shape as one, sorted by entry, then neuron; what comes twice stays twice. Without a Delay a delay is 0. */
export function joined(signals: readonly Signal[]): Signal {
  if (signals.length === 1) return signals[0];
  const count = signals.reduce((sum, { at }) => sum + at.length, 0);
  const [pre, at] = [new Uint32Array(count), new Uint32Array(count)];
  const weight = new Float64Array(count);
  const delay = signals.every((signal) => signal.delay === null) ? null : new Float64Array(count);
  let n = 0;
  for (const signal of signals) {
    pre.set(signal.pre, n);
    at.set(signal.at, n);
    weight.set(signal.weight, n);
    if (delay !== null && signal.delay !== null) delay.set(signal.delay, n);
    n += signal.at.length;
  }
  const order = orderOf({ pre, at, delay: null });
  return {
    shape: signals[0].shape,
    pre: order.map((k) => pre[k]),
    at: order.map((k) => at[k]),
    weight: Float64Array.from(order, (k) => weight[k]),
    delay: delay === null ? null : Float64Array.from(order, (k) => delay[k]),
  };
}

/** By entry, then neuron, then delay, then as they stand. */
function orderOf({ pre, at, delay }: Pick<Signal, "pre" | "at" | "delay">): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: pre.length }, (_, k) => k);
  if (delay !== null) order.sort((a, b) => delay[a] - delay[b] || a - b);
  return stableBy(stableBy(order, pre), at);
}

/** Counting sort: of equal keys the first stays first. */
function stableBy(order: Uint32Array<ArrayBuffer>, keys: Uint32Array): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(keys.reduce((most, key) => Math.max(most, key), 0) + 2);
  for (const key of keys) starts[key + 1]++;
  for (let k = 1; k < starts.length; k++) starts[k] += starts[k - 1];
  const sorted = new Uint32Array(order.length);
  for (const k of order) sorted[starts[keys[k]]++] = k;
  return sorted;
}

/** Multiplies each entry by a factor. */
export function scaled(signal: Signal, factors: ArrayLike<number>): Signal {
  const weight = signal.weight.map((w, e) => w * factors[factors.length === 1 ? 0 : signal.at[e]]);
  return { ...signal, weight };
}

/** Holds each entry back. */
export function delayed(signal: Signal, delays: ArrayLike<number>): Signal {
  const delay = Float64Array.from(
    signal.at,
    (i, e) => (signal.delay === null ? 0 : signal.delay[e]) + delays[delays.length === 1 ? 0 : i],
  );
  return { ...signal, delay };
}
