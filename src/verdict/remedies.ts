/**
 * What to change when a quantization moves a metric. A remedy names only options that the target has and that are not on already; where none is left,
 * it says so and names what the description could change. The time step belongs to the network: no option of a chip is offered against it.
 */
import type { LoihiTarget } from "../targets/loihi/target.js";
import type { TargetSpec } from "../targets/target.js";

/** What a network was compiled for, and how. */
export interface Situation {
  readonly target: TargetSpec;
  /** The family's compiler options as they are set; an option that is not among them does not exist here. */
  readonly options: object;
}

/** A clause for a cause as the attribution names it, e.g. "use `--weight-bits 8`"; null where nothing is known of the cause. */
export type Remedies = (cause: string) => string | null;

interface Remedy {
  readonly text: string;
  /** Given the options: does it exist here, and is it still to be had? */
  readonly open: (options: Options, target: TargetSpec) => boolean;
}

type Options = Readonly<Record<string, unknown>>;

const has = (name: string, isOpen: (value: unknown) => boolean) => (options: Options) =>
  Object.hasOwn(options, name) && isOpen(options[name]);
const differs = (name: string, best: unknown) => has(name, (value) => value !== best);
/** Of an option of one family that the other family has too. */
const onFamily =
  (family: TargetSpec["family"], open: Remedy["open"]): Remedy["open"] =>
  (options, target) =>
    target.family === family && open(options, target);

/** Bits of the widest weight that the target can store. */
const widest = (target: LoihiTarget) => Math.max(...target.synapse.weightBits);
const widestWeights: Remedy["open"] = (options, target) =>
  target.family === "loihi" && has("weightBits", (bits) => Number(bits) < widest(target))(options);
/** An arithmetic profile of this target that has what the present one lacks. */
const otherProfile =
  (name: string, lacks: (spec: Options) => boolean): Remedy["open"] =>
  (options, target) => {
    const profiles = target.profiles as Readonly<Record<string, Options | undefined>>;
    const [present, other] = [profiles[String(options.profile)], profiles[name]];
    return present !== undefined && other !== undefined && present !== other && lacks(present) && !lacks(other);
  };

/** For each cause: remedies by options, and what is left in the description where no option is. */
const CAUSES: Readonly<Record<string, { readonly remedies: readonly Remedy[]; readonly otherwise: string }>> = {
  weights: {
    remedies: [
      { text: "use `--weight-bits WIDEST`", open: widestWeights },
      { text: "use `--rounding balance`", open: differs("rounding", "balance") },
      { text: "use `--sign-mode separate`", open: differs("signMode", "separate") },
      { text: "use `--weight-exponent projection`", open: differs("weightExponent", "projection") },
      { text: "use `--shift-rule bounded-saturation`", open: differs("shiftRule", "bounded-saturation") },
      {
        text: "use a larger `--accepted-saturation` or a smaller `--input-peak`, which leave more bits to the weights",
        open: onFamily(
          "spinnaker",
          (o) => has("acceptedSaturation", () => true)(o) && o.shiftRule === "bounded-saturation",
        ),
      },
    ],
    otherwise: "weights of a narrower range in the description, or a target with finer weights",
  },
  decays: {
    remedies: [
      { text: "use `--compensate-decay`", open: differs("compensateDecay", true) },
      {
        text: "use `--fit-timestep 0.05`, which moves the time step so that the decays land on the grid",
        open: has("fitTimestep", (share) => share === 0),
      },
    ],
    otherwise: "other time constants in the description, or a target with finer decays",
  },
  "threshold and bias": {
    remedies: [
      {
        text: "leave `--scale` out: the compiler chooses the largest that fits",
        open: has("scale", (scale) => scale !== null),
      },
    ],
    otherwise: "another drive or threshold in the description, or a target with finer registers",
  },
  "state rounding": {
    remedies: [
      {
        text: "leave `--scale` out: the compiler chooses the largest that fits",
        open: has("scale", (scale) => scale !== null),
      },
      {
        text: "use `--profile nearest_sat`, if your binaries round to nearest",
        open: otherProfile("nearest_sat", (spec) => spec.id === "floor"),
      },
    ],
    otherwise: "a target with a finer state",
  },
  saturation: {
    remedies: [
      {
        text: "use a smaller `--scale`, which gives u, v and the accumulator more room",
        open: has("scale", () => true),
      },
      {
        text: "use a larger `--input-peak` or a smaller `--accepted-saturation`, which give the ring buffers more room",
        open: has("inputPeak", () => true),
      },
    ],
    otherwise: "smaller weights or rates in the description",
  },
  delays: { remedies: [], otherwise: "shorter delays in the description" },
  refractory: {
    remedies: [
      {
        text: "use `--profile hw`, which has a refractory period",
        open: otherProfile("hw", (spec) => spec.refractory === false),
      },
    ],
    otherwise: "a refractory period in the description that the chip can hold",
  },
  "neuron model": {
    remedies: [
      { text: "use `--synaptic-latency exact`", open: differs("synapticLatency", "exact") },
      { text: "use `--poisson inject`", open: differs("poisson", "inject") },
    ],
    otherwise: "a target that has this neuron model",
  },
  input: {
    remedies: [{ text: "use `--poisson inject`", open: differs("poisson", "inject") }],
    otherwise: "less external input in the description",
  },
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

export function remediesOf({ target, options }: Situation): Remedies {
  return (cause) => {
    const plain = cause.toLowerCase().replace(/[-_]/g, " ");
    const name = ALIASES[plain] ?? plain;
    if (name === "time step")
      return "nothing on the chip: the time step is the network's own, and the reference shows its effect too";
    if (!Object.hasOwn(CAUSES, name)) return null;
    const { remedies, otherwise } = CAUSES[name];
    const texts = remedies
      .filter(({ open }) => open(options as Options, target))
      .map(({ text }) => text.replace("WIDEST", target.family === "loihi" ? String(widest(target)) : ""));
    return texts.length === 0
      ? `no option of ${target.id} is left for it; what helps is ${otherwise}`
      : texts.join(", or ");
  };
}
