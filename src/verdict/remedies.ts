/** What to change when a quantization moves a metric: one instruction for each cause, named as the attribution names it. */

const REMEDIES: Readonly<Record<string, string>> = {
  "time step": "use a smaller time step, or move it a little so that the decays land on the grid (--fit-timestep)",
  weights: "use more weight bits, the rounding mode `balance`, and separate sign modes for excitatory and inhibitory synapses",
  decays: "compensate the decays, or move the time step so that they land on the grid (--fit-timestep)",
  "threshold and bias": "choose a larger scale (more LSB per mV), so that one step of threshold and bias is a smaller voltage",
  "state rounding": "choose a larger scale (more LSB per mV) where the chip has one, so that truncation removes less in each step, or a coarser time step",
  saturation: "give u, v, the accumulator or the ring buffers more room: a smaller scale (fewer LSB per mV), or larger left shifts (--input-peak)",
  delays: "shorten the longest delays, or use a larger time step so that they fit the chip's range",
  refractory: "choose a refractory period that the chip can hold, or a larger time step",
  "neuron model": "use a target that has this neuron model, exact synaptic latency, or a smaller time step",
  input: "inject the external spikes from the host instead of replacing them by bias and noise",
};

/** Other names in use for the same causes. */
const ALIASES: Readonly<Record<string, string>> = {
  timestep: "time step",
  dt: "time step",
  weight: "weights",
  decay: "decays",
  threshold: "threshold and bias",
  bias: "threshold and bias",
  state: "state rounding",
  "state width": "state rounding",
  overflow: "saturation",
  delay: "delays",
  noise: "input",
};

/** An instruction that completes "to change it, …". */
export function remedyFor(cause: string): string {
  const name = cause.toLowerCase().replace(/[-_]/g, " ");
  return REMEDIES[name] ?? REMEDIES[ALIASES[name] ?? ""] ?? "give it more bits, or a range that it does not leave";
}
