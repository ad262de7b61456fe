/**
 * The shape of a description as written: keys, lists, words. Everything else (units, arithmetic, names that refer to
 * each other, physics) is checked when it is lowered, so that this schema says exactly what its JSON Schema says.
 */
import { z } from "zod";
import { WEIGHT_UNIT, type NeuronModels } from "../models/neuron-model.js";
import { NEURON_MODELS } from "../models/registry.js";
import { PROBE_VARIABLES } from "./probe.js";

const name = z.string().regex(/^[^\u0000-\u001f\u007f]{1,64}$/u, "a name has 1 to 64 printable characters");

const quantity = z
  .union([z.number(), z.string()], { error: 'expected a quantity such as 20 ms or an expression such as "J/sqrt(K)"' })
  .meta({
    id: "Quantity",
    description:
      'A number with a unit ("20 ms"), or arithmetic over constants ("-g*J/sqrt(K)"). Plain numbers where nothing is ambiguous.',
  });

/** Where a bare number has no meaning; the schema for editors (json-schema.ts) refuses one, and lowering says which unit is missing. */
const measured = z
  .union([z.number(), z.string()], {
    error: 'expected a quantity with a unit such as 20 ms or an expression such as "J/sqrt(K)"',
  })
  .meta({
    id: "Measured",
    description:
      'A number with its unit (20 ms, 15 mV, 250 pF, 1 nA, 10 nS, 8 kHz, 45 deg), or arithmetic over constants ("J/sqrt(K)"). Only 0 needs no unit.',
    examples: ["20 ms", "15 mV", "250 pF", "100 pA", "10 nS", "8 kHz"],
  });

const column = z
  .string()
  .min(1)
  .meta({
    id: "Column",
    description: "A list of numbers in a file beside the description: values.npy, or arrays.npz#name.",
    examples: ["weights.npy", "network.npz#E→I.weight"],
  });

const bell = z.strictObject({ mean: measured, sd: measured, min: measured.optional(), max: measured.optional() });

const spread = z
  .union(
    [
      z.number(),
      z.string(),
      z.array(measured),
      z.strictObject({
        normal: bell.optional(),
        lognormal: bell.meta({ description: "Mean and sd of the variable itself, not of its logarithm." }).optional(),
        uniform: z.array(measured).min(2).max(2).optional(),
        list: z.array(measured).optional(),
      }),
      z.strictObject({ array: column, unit: quantity }),
    ],
    {
      error:
        "expected a quantity, a list, or one of {normal: …}, {lognormal: …}, {uniform: [low, high]}, {list: […]}, {array: FILE, unit: …}",
    },
  )
  .meta({
    id: "Spread",
    description:
      "One value for all, or how it is spread: {normal: {mean, sd, min, max}}, {lognormal: …}, {uniform: [low, high]}, {list: […]}, {array: values.npy, unit: 1 mV}.",
  });

const weight = z
  .union(
    [
      z.number(),
      z.string(),
      z.strictObject({
        normal: bell.optional(),
        lognormal: bell.optional(),
        uniform: z.array(measured).min(2).max(2).optional(),
        jump: spread
          .meta({
            description:
              "Voltage by which the whole charge of one spike would move a neuron without leak: w = jump·C_m/tau_syn.",
          })
          .optional(),
        psp: spread.meta({ description: "Peak of the postsynaptic potential from rest, with leak." }).optional(),
      }),
    ],
    { error: "expected a weight such as 20 pA, a spread, {jump: 0.1 mV} or {psp: 0.15 mV}" },
  )
  .meta({
    id: "Weight",
    description: `${Object.values(NEURON_MODELS)
      .map(({ name, synapse }) => `${WEIGHT_UNIT[synapse]} (${name})`)
      .join(", ")}; or {jump: mV}, {psp: mV}.`,
  });

const rules = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("fixed_indegree"), K: quantity.optional(), indegree: quantity.optional() }),
  z.strictObject({ rule: z.literal("fixed_outdegree"), outdegree: quantity }),
  z.strictObject({ rule: z.literal("pairwise_bernoulli"), p: quantity }),
  z.strictObject({ rule: z.literal("fixed_total_number"), N: quantity }),
  z.strictObject({ rule: z.literal("one_to_one") }),
  z.strictObject({ rule: z.literal("all_to_all") }),
  z.strictObject({
    rule: z.literal("explicit"),
    synapses: z
      .array(z.array(quantity).min(2).max(4))
      .meta({ description: "[pre, post, weight?, delay?], indices from 0." }),
    weight_unit: weight.optional(),
    delay_unit: measured.optional(),
  }),
  z.strictObject({
    rule: z.literal("matrix"),
    file: z
      .string()
      .min(1)
      .meta({ description: ".npy or .csv beside the description; rows are post, columns pre, 0 is no synapse." }),
    weight_unit: weight.optional(),
    transpose: z.boolean().optional(),
  }),
  z.strictObject({
    rule: z.literal("arrays"),
    pre: column,
    post: column,
    weight: column.optional(),
    delay: column.optional(),
    weight_unit: weight.optional(),
    delay_unit: measured.optional(),
  }),
]);

const connect = z
  .union([z.enum(["one_to_one", "all_to_all"]), rules], { error: "expected one_to_one, all_to_all or {rule: …}" })
  .meta({ id: "Connect" });

const synapses = {
  autapses: z.boolean().optional(),
  multapses: z.boolean().optional(),
};

const receptor = {
  receptor_type: z
    .enum(["excitatory", "inhibitory"])
    .optional()
    .meta({ description: "As in PyNN: currents need the weight's sign to agree; conductances are positive on both." }),
};

/** As the keys of `neuron:` are read: `model`, and parameters under any of their names. */
export interface RawNeuron {
  readonly model: string;
  readonly [parameter: string]: RawSpread | undefined;
}

/** A key for every name of every parameter of the models. */
function neuronOf(models: NeuronModels): z.ZodType<RawNeuron, RawNeuron> {
  const keys: Record<string, z.ZodOptional<typeof spread>> = {};
  for (const model of Object.values(models)) {
    for (const [name, { meaning, unit, pynn, shorthand }] of Object.entries(model.parameters)) {
      if (shorthand !== undefined)
        keys[shorthand] ??= spread.meta({ description: "Both synaptic time constants." }).optional();
      keys[name] ??= spread.meta({ description: `${meaning}, ${unit}.` }).optional();
      if (pynn !== undefined) keys[pynn] ??= spread.meta({ description: `${meaning}, as PyNN calls it.` }).optional();
    }
  }
  const names = Object.values(models).map(({ name }) => name);
  const pynnNames = Object.values(models).flatMap(({ pynn }) => (pynn === undefined ? [] : [pynn.name]));
  return z.strictObject({ model: z.enum([...names, ...pynnNames]), ...keys });
}

const populationOf = (models: NeuronModels) =>
  z.strictObject({
    size: quantity,
    neuron: neuronOf(models),
    initial: z.strictObject({ V_m: spread.optional(), v: spread.optional() }).optional(),
  });

const projection = z.strictObject({
  pre: name,
  post: name,
  connect,
  weight: weight.optional(),
  delay: spread.optional(),
  sign: z.enum(["clip", "keep"]).optional(),
  ...receptor,
  ...synapses,
});

const balanced = z.strictObject({
  K: quantity,
  J: measured,
  weights: z
    .record(name, z.record(name, quantity))
    .meta({ description: "Row: post, column: pre; signed, in units of J/√K." }),
  drive: z
    .object({
      rate: measured.meta({ description: "m0: the drive of a population is J·√K·x·m0, in mV per second." }),
      as: z.enum(["current", "poisson"]).optional(),
    })
    .catchall(quantity)
    .optional(),
  delay: spread.optional(),
  connect: z.enum(["fixed_indegree", "bernoulli"]).optional(),
  ...synapses,
});

const target = z.union([name, z.array(name).min(1)], { error: "expected a population or a list of populations" });
const window = { start: measured.optional(), stop: measured.optional() };
const synapse = { weight: weight.optional(), delay: spread.optional(), ...receptor };

const stimulus = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("current"), target, amplitude: spread, ...window }),
  z.strictObject({
    type: z.literal("step_current"),
    target,
    steps: z.array(z.strictObject({ at: measured, amplitude: spread })).min(1),
  }),
  z.strictObject({ type: z.literal("poisson"), target, rate: spread, ...synapse, ...window }),
  z.strictObject({
    type: z.literal("poisson_pool"),
    size: quantity,
    rate: spread,
    target: target.optional(),
    connect: connect.optional(),
    ...synapse,
    ...synapses,
    ...window,
  }),
  z.strictObject({
    type: z.literal("host"),
    size: quantity,
    rate: spread.optional().meta({
      description:
        "What is expected of the host: nothing is played, but theory and the scaling of weights reckon with it.",
    }),
    target: target.optional(),
    connect: connect.optional(),
    ...synapse,
    ...synapses,
  }),
  z.strictObject({
    type: z.literal("spike_times"),
    times: z.union([
      z.array(
        z.union([z.number(), z.string(), z.array(quantity)], {
          error: "expected a time such as 5 ms, or a list of times",
        }),
      ),
      z.strictObject({ array: column, source: column.optional() }).meta({
        description: "Times in a file, and which source each is of, from 0; without `source`, one train. Needs `unit`.",
      }),
    ]),
    unit: measured.optional(),
    size: quantity.optional(),
    target: target.optional(),
    connect: connect.optional(),
    ...synapse,
  }),
  z.strictObject({
    type: z.literal("tuned"),
    target,
    angle: measured,
    peak: measured,
    contrast: quantity.optional(),
    baseline: measured.optional(),
    kappa: quantity.optional(),
    period: measured.optional(),
    ...synapse,
    ...window,
  }),
]);

const probeVariable = z.enum(PROBE_VARIABLES);

const documentOf = (models: NeuronModels) =>
  z
    .strictObject({
      $schema: z.string().optional(),
      name: name.optional(),
      description: z.string().optional(),
      seed: z.int().min(0).max(4294967295).optional(),
      timestep: measured,
      duration: measured.meta({ description: "Including the burn-in." }),
      burn_in: measured.optional(),
      constants: z.record(z.string(), quantity).optional(),
      populations: z.record(name, populationOf(models)),
      projections: z.record(name, projection).optional(),
      balanced: balanced.optional(),
      stimuli: z.record(name, stimulus).optional(),
      probes: z
        .strictObject({
          spikes: z
            .enum(["all", "probed"])
            .optional()
            .meta({ description: "Whose spikes a recording keeps; metrics of a run are always those of all." }),
          currents: z.strictObject({ sample: z.int().min(0).max(1000000) }).optional(),
          record: z
            .array(
              z.strictObject({
                of: target,
                neurons: z
                  .union([z.int().min(0), z.string(), z.array(z.int().min(0)).min(1)], {
                    error: "expected a neuron such as 5, a list such as [0, 3, 17], all, first 10 or sample 10",
                  })
                  .meta({ description: "5, [0, 3, 17], all, first 10, sample 10 (evenly spaced); counted from 0." }),
                variables: z
                  .union([probeVariable, z.array(probeVariable).min(1)], {
                    error: `expected one or a list of ${PROBE_VARIABLES.join(", ")}`,
                  })
                  .meta({
                    description:
                      "v: voltage; u: synaptic current; g_E, g_I: conductances; I_E, I_I: input currents; spikes.",
                  }),
                every: measured.optional().meta({ description: "Every time step unless given." }),
              }),
            )
            .optional(),
        })
        .optional(),
    })
    .meta({ title: "equipoise network description" });

/** Of descriptions that use the models built in. */
export const documentSchema = documentOf(NEURON_MODELS);

export type DocumentSchema = typeof documentSchema;

/** Makes the schema of descriptions that may use these models. */
export function documentSchemaFor(models: NeuronModels): DocumentSchema {
  return models === NEURON_MODELS ? documentSchema : documentOf(models);
}

export type DescriptionDocument = z.infer<typeof documentSchema>;
export type RawQuantity = z.infer<typeof quantity>;
export type RawSpread = z.infer<typeof spread>;
export type RawWeight = z.infer<typeof weight>;
export type RawConnect = z.infer<typeof connect>;
export type RawProjection = NonNullable<DescriptionDocument["projections"]>[string];
export type RawBalanced = NonNullable<DescriptionDocument["balanced"]>;
export type RawProbes = NonNullable<DescriptionDocument["probes"]>;
export type RawStimulus = NonNullable<DescriptionDocument["stimuli"]>[string];
