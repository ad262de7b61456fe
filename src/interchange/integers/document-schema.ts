/**
 * network.json of an integer network as written. What refers to something else (names, lengths, limits of the target) is checked when it is
 * read, so that this schema says exactly what its JSON Schema says (schemas/integers.schema.json, written by `npm run generate`).
 */
import { z } from "zod";
import { PROBE_VARIABLES } from "../../description/probe.js";

export const INTEGERS_FORMAT = "equipoise-integers";
export const INTEGERS_VERSION = 1;

const name = z.string().regex(/^[^\u0000-\u001f\u007f]{1,64}$/u, "a name has 1 to 64 printable characters");
const uint = (bits: number) =>
  z
    .int()
    .min(0)
    .max(2 ** bits - 1);
const sint = (bits: number) =>
  z
    .int()
    .min(-(2 ** (bits - 1)))
    .max(2 ** (bits - 1) - 1);
const positive = z.number().positive();

const input = z
  .strictObject({
    name,
    size: uint(32)
      .min(1)
      .meta({ description: "Sources. Their presynaptic ids follow the neurons', input after input." }),
    first: uint(32).optional().meta({
      description: "Id of the first source, where ids are left out before it; the next free one unless told.",
    }),
    kind: z.enum(["poisson", "spike_times", "host"]).meta({
      description: "Drawn while it runs; listed in the arrays spike_step and spike_source; or sent by a host.",
    }),
    rate: z.number().min(0).optional().meta({
      description: "Hz, of each source; of single sources in the array input_rate. Of a host: what is expected.",
    }),
    start_step: uint(32).optional().meta({ description: "Poisson: the first step in which it fires; 0 unless told." }),
    stop_step: uint(32)
      .optional()
      .meta({ description: "Poisson: the step in which it has stopped; never unless told." }),
    stream: uint(32)
      .optional()
      .meta({ description: "Poisson: which random stream of the seed, 32 bits; that of its name unless told." }),
  })
  .meta({ id: "Input", description: "Spike sources outside the chip." });

const probe = z
  .strictObject({
    population: name,
    variable: z.enum(PROBE_VARIABLES),
    neurons: z.array(uint(32)).meta({ description: "Counted from the first of the population." }),
    period: uint(32).min(1).meta({ description: "Steps between two readings." }),
  })
  .meta({ id: "Probe", description: "What a run records besides spikes." });

const head = {
  $schema: z.string().optional(),
  format: z.literal(INTEGERS_FORMAT),
  version: z.literal(INTEGERS_VERSION),
  name,
  target: z.string().min(1).meta({ description: "Id of a target (`equipoise targets`), e.g. loihi1." }),
  board: z.string().min(1).optional().meta({ description: "Board of the target; its default unless told." }),
  profile: z.string().min(1).optional().meta({
    description: "Arithmetic: hw or lava; floor, nearest_sat or stochastic_sat. The target's default unless told.",
  }),
  timestep: positive.meta({ description: "Length of a step, ms." }),
  steps: uint(32).min(1).meta({ description: "Length of a run, steps." }),
  burn_in_steps: uint(32)
    .optional()
    .meta({ description: "Steps at the beginning that are not measured; 0 unless told." }),
  seed: uint(32).optional().meta({ description: "Of all that is drawn while it runs, 32 bits; 0 unless told." }),
  inputs: z.array(input).optional(),
  probes: z.array(probe).optional(),
  spikes: z
    .enum(["all", "probed"])
    .optional()
    .meta({ description: "Whose spikes a recording keeps; all unless told, or those that probes of spikes name." }),
  options: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'Compiler options, e.g. {"oversize": true}; those that decide weights have no effect here.' }),
  arrays: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "File of the arrays beside this one; arrays.npz unless told." }),
};

const registers = z
  .strictObject({
    du: uint(12).meta({ description: "Decay of u, 12 bits: u ← u·(4096 - du - 1)/4096 on Loihi 1." }),
    dv: uint(12).meta({ description: "Decay of v, 12 bits: v ← v·(4096 - dv)/4096." }),
    threshold_mantissa: uint(17).meta({ description: "Threshold, 17 bits: v is held against mantissa·2^6." }),
    bias_mantissa: sint(13).meta({
      description: "Bias, 13 bits with sign: mantissa·2^exponent is added in every step.",
    }),
    bias_exponent: z
      .int()
      .min(-7)
      .max(7)
      .meta({ description: "Exponent of the bias; below 0 in the lava profile only." }),
    refractory: uint(8).meta({
      description: "0 or 1: no dead step; k: k - 1 dead steps. The lava profile ignores it.",
    }),
    noise: z
      .int()
      .min(-1)
      .max(2 ** 15 - 1)
      .meta({ description: "Index into noises, -1: none." }),
    u0: sint(25).meta({ description: "u at the start, 24 bits with sign." }),
    v0: sint(25).meta({ description: "v at the start, 24 bits with sign." }),
  })
  .partial()
  .meta({ id: "Registers", description: "Registers that all neurons of a population have alike." });

const group = z
  .strictObject({
    name,
    weight_exponent: z.int().min(-31).max(31).meta({ description: "A weight is mantissa·2^(6 + exponent)." }),
    weight_bits: uint(4)
      .optional()
      .meta({ description: "Bits kept of the mantissa, 0 to 8; 8 unless told. Lower bits must be 0." }),
    sign_mode: z
      .enum(["excitatory", "inhibitory", "mixed"])
      .meta({ description: "Mantissas ≥ 0; ≤ 0; or of both signs, which costs the lowest bit." }),
    graded: z.boolean().optional().meta({ description: "Spikes carry a payload (Loihi 2); false unless told." }),
  })
  .meta({
    id: "Group",
    description: "Synapses that share an exponent; in the lava profile they are summed before a shift.",
  });

const noise = z
  .strictObject({
    target: z.enum(["u", "v"]),
    exponent: uint(5).meta({ description: "6 to 23." }),
    mantissa_offset: sint(8),
  })
  .meta({
    id: "Noise",
    description: "(x + 64·mantissa_offset)·2^(exponent - 7), x uniform in -127..127, added in every step.",
  });

const loihi = z
  .strictObject({
    ...head,
    family: z.literal("loihi"),
    populations: z.array(z.strictObject({ name, size: uint(32).min(1), registers: registers.optional() })).min(1),
    groups: z.array(group),
    noises: z.array(noise).optional(),
    vmin: sint(25).optional().meta({ description: "hw profile: least v, 24 bits with sign; -(2^23 - 1) unless told." }),
    vmax: sint(25).optional().meta({ description: "hw profile: largest v; 2^23 - 1 unless told." }),
    v_lsb: positive
      .optional()
      .meta({ description: "mV per LSB of v; 1 unless told, or one a neuron in the array v_lsb." }),
    v_offset: z
      .number()
      .optional()
      .meta({ description: "mV at v = 0; 0 unless told, or one a neuron in the array v_offset." }),
    cores: z
      .array(z.strictObject({ chip: uint(16), core: uint(16), x: uint(16), y: uint(16) }))
      .optional()
      .meta({
        description: "Of a dump: the cores that the arrays core and slot mean. Not used: compiling places anew.",
      }),
  })
  .meta({ id: "Loihi", description: "Registers and synapses of a Loihi-style chip." });

const word = sint(32);
const parameters = z
  .strictObject({
    v_init: word.meta({ description: "V at the start, mV, S16.15." }),
    v_rest: word.meta({ description: "Resting potential, mV, S16.15." }),
    v_reset: word.meta({ description: "V after a spike, mV, S16.15." }),
    v_threshold: word.meta({ description: "Threshold, mV, S16.15." }),
    tau_m: word.meta({ description: "Membrane time constant, ms, S16.15." }),
    c_m: word.meta({ description: "Capacitance, nF, S16.15." }),
    i_offset: word.meta({ description: "Bias current, nA, S16.15." }),
    t_refractory: word.meta({ description: "Refractory time, ms, S16.15; rounded up to whole steps." }),
    refractory_init: word.meta({ description: "Dead steps left at the start, an integer." }),
    excitatory_init: word.meta({ description: "Excitatory input at the start: nA, or µS·1024, S16.15." }),
    inhibitory_init: word.meta({ description: "Inhibitory input at the start: nA, or µS·1024, S16.15." }),
    tau_excitatory: word.meta({ description: "Excitatory time constant, ms, S16.15; not of IF_curr_delta." }),
    tau_inhibitory: word.meta({ description: "Inhibitory time constant, ms, S16.15; not of IF_curr_delta." }),
    reversal_excitatory: word.meta({ description: "Excitatory reversal potential, mV, S16.15; of IF_cond_exp." }),
    reversal_inhibitory: word.meta({ description: "Inhibitory reversal potential, mV, S16.15; of IF_cond_exp." }),
  })
  .partial()
  .meta({ id: "Parameters", description: "Raw words that all neurons of a population have alike." });

const spinnaker = z
  .strictObject({
    ...head,
    family: z.literal("spinnaker"),
    timestep_word: uint(31)
      .min(1)
      .optional()
      .meta({ description: "The tick as the cores have it, ms, S16.15; the nearest to timestep unless told." }),
    populations: z
      .array(
        z.strictObject({
          name,
          size: uint(32).min(1),
          model: z.enum(["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"]).meta({ description: "The neuron binary." }),
          left_shifts: z.array(uint(5)).min(2).max(2).meta({
            description: "Of the excitatory and the inhibitory ring buffers: a weight w is w·2^shift in S16.15.",
          }),
          steps_per_tick: uint(8)
            .min(1)
            .optional()
            .meta({ description: "Steps in which the model integrates a tick; 1." }),
          parameters: parameters.optional(),
        }),
      )
      .min(1),
    cores: z
      .array(
        z.strictObject({
          population: uint(16).meta({ description: "Index into populations." }),
          index_bits: uint(5),
          type_bits: uint(5),
          delay_bits: uint(5),
          synapse_cores: uint(8),
          chip_x: uint(16).optional(),
          chip_y: uint(16).optional(),
          core: uint(8).optional(),
        }),
      )
      .optional()
      .meta({
        description: "Of a dump: the cores that the arrays core and slot mean. Not used: compiling places anew.",
      }),
  })
  .meta({ id: "Spinnaker", description: "Raw parameters and synaptic words of a SpiNNaker-style machine." });

export const integersSchema = z.discriminatedUnion("family", [loihi, spinnaker]);

export type LoihiDocument = z.infer<typeof loihi>;
export type SpinnakerDocument = z.infer<typeof spinnaker>;
export type IntegersDocument = z.infer<typeof integersSchema>;

/** The committed file's text. */
export function integersJsonSchemaText(): string {
  return `${JSON.stringify(z.toJSONSchema(integersSchema, { target: "draft-7", io: "input" }), null, 2)}\n`;
}
