/**
 * The cortical microcircuit of Potjans & Diesmann (2014), Cereb. Cortex 24:785, as a description, at any scale.
 *
 * Down-scaling keeps means and variances of the inputs to first order (van Albada, Helias & Diesmann 2015, PLoS Comput. Biol. 11:e1004490):
 * populations × n, in-degrees × k, weights / sqrt(k), and a constant current for what the mean input loses by that,
 *
 *   I = tau_syn (1 - sqrt(k)) (Σ_pre w K r_pre + w_ext K_ext r_ext)          r: the published mean rates at full scale
 *
 * Sources: tables 4 and 5 of the paper; its mean rates as printed for the full model.
 */

export interface Scale {
  /** Share of the neurons and of the in-degrees, 0..1. */
  readonly neurons: number;
  readonly indegrees: number;
  /** The model's own rule, unless told: as many synapses as there are, dealt at random, so that in-degrees vary. */
  readonly rule?: "fixed_total_number" | "fixed_indegree";
  /** ms, with a burn-in of 500 ms in it. */
  readonly duration?: number;
}

const POPULATIONS = ["L23E", "L23I", "L4E", "L4I", "L5E", "L5I", "L6E", "L6I"] as const;
const NEURONS = [20_683, 5_834, 21_915, 5_479, 4_850, 1_065, 14_395, 2_948] as const;
/** Connection probabilities, row: post, column: pre. */
const PROBABILITY = [
  [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0, 0.0076, 0],
  [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0, 0.0042, 0],
  [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0],
  [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0, 0.1057, 0],
  [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0],
  [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0],
  [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
  [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
] as const;
const EXTERNAL_INDEGREE = [1600, 1500, 2100, 1900, 2000, 1900, 2900, 2100] as const;
/** Hz */
export const PUBLISHED_RATES = [0.971, 2.868, 4.746, 5.396, 8.142, 9.078, 0.991, 7.523] as const;
const EXTERNAL_RATE = 8;
/** ms, pF, mV */
const CELL = { tau_m: 10, tau_syn: 0.5, C_m: 250 } as const;
const PSP = 0.15;
const INHIBITION = -4;

const isInhibitory = (population: number) => population % 2 === 1;

/** pA that give a postsynaptic potential of 1 mV at its peak. */
function currentPerPotential({ tau_m, tau_syn, C_m }: typeof CELL): number {
  const peak = (tau_m * Math.log(tau_m / tau_syn) * tau_syn) / (tau_m - tau_syn);
  return (C_m * (tau_m - tau_syn)) / (tau_m * tau_syn) / (Math.exp(-peak / tau_m) - Math.exp(-peak / tau_syn));
}

/** Synapses of a projection at full scale: as many as make a pair connected with this probability. */
function synapsesOf(post: number, pre: number): number {
  const p = PROBABILITY[post][pre];
  return p === 0 ? 0 : Math.log(1 - p) / Math.log(1 - 1 / (NEURONS[pre] * NEURONS[post]));
}

/** Of the postsynaptic potential, in units of PSP. */
function strength(post: number, pre: number): number {
  if (isInhibitory(pre)) return INHIBITION;
  return post === 0 && pre === 2 ? 2 : 1;
}

/** pA, to four decimals: the same on every machine. */
function compensation(post: number, { indegrees }: Scale): number {
  const w = PSP * currentPerPotential(CELL);
  let perSecond = EXTERNAL_INDEGREE[post] * EXTERNAL_RATE * w;
  for (let pre = 0; pre < POPULATIONS.length; pre++)
    perSecond += (synapsesOf(post, pre) / NEURONS[post]) * PUBLISHED_RATES[pre] * strength(post, pre) * w;
  return Number((0.001 * CELL.tau_syn * (1 - Math.sqrt(indegrees)) * perSecond).toFixed(4));
}

const percent = (share: number) => `${Number((100 * share).toPrecision(3))} %`;

/** The YAML text. */
export function microcircuit(scale: Scale, name: string): string {
  const scaled = scale.neurons < 1 || scale.indegrees < 1;
  const lines = [
    "# yaml-language-server: $schema=../schemas/network.schema.json",
    "#",
    "# The cortical microcircuit of Potjans & Diesmann (2014), Cereb. Cortex 24:785: four layers, excitatory and inhibitory cells,",
    `# ${scaled ? `at ${percent(scale.neurons)} of the neurons and ${percent(scale.indegrees)} of the in-degrees, with weights / sqrt(k) and constant currents for the lost mean (van Albada et al. 2015).` : "77,169 neurons and 300 million synapses, the full model."}`,
    "# Written by `npm run generate` from phenomena/networks/microcircuit.ts; change it there.",
    `name: ${name}`,
    "seed: 55",
    "timestep: 0.1 ms",
    `duration: ${scale.duration === undefined ? (scaled ? "2.5 s" : "1.5 s") : `${scale.duration} ms`} # including the burn-in`,
    "burn_in: 500 ms",
    "",
    "constants:",
    `  k: ${scale.indegrees} # of the in-degrees`,
    "  PSP_full: 0.15 mV",
    '  PSP: "PSP_full/sqrt(k)"',
    `  g: ${INHIBITION}`,
    "",
    "populations:",
    ...POPULATIONS.flatMap((population, p) => [
      `  ${population}:`,
      `    size: ${Math.round(NEURONS[p] * scale.neurons)}`,
      p === 0
        ? "    neuron: &cell { model: iaf_psc_exp, C_m: 250 pF, tau_m: 10 ms, tau_syn: 0.5 ms, E_L: -65 mV, V_reset: -65 mV, V_th: -50 mV, t_ref: 2 ms }"
        : "    neuron: *cell",
      p === 0 ? "    initial: &start { V_m: { normal: { mean: -58 mV, sd: 10 mV } } }" : "    initial: *start",
    ]),
    "",
    "projections:",
  ];
  for (let post = 0; post < POPULATIONS.length; post++) {
    for (let pre = 0; pre < POPULATIONS.length; pre++) {
      const synapses = Math.round(synapsesOf(post, pre) * scale.neurons * scale.indegrees);
      if (synapses === 0) continue;
      const indegree = Math.round(synapses / Math.round(NEURONS[post] * scale.neurons));
      if (scale.rule === "fixed_indegree" && indegree === 0) continue;
      const connect =
        scale.rule === "fixed_indegree"
          ? `{ rule: fixed_indegree, K: ${indegree} }`
          : `{ rule: fixed_total_number, N: ${synapses} }`;
      const mean = { [INHIBITION]: "g*PSP", 1: "PSP", 2: "2*PSP" }[strength(post, pre)]!;
      const sd = strength(post, pre) === 2 ? "0.2*PSP" : strength(post, pre) === 1 ? "0.1*PSP" : "-0.1*g*PSP";
      const delay = isInhibitory(pre)
        ? "{ normal: { mean: 0.75 ms, sd: 0.375 ms } }"
        : "{ normal: { mean: 1.5 ms, sd: 0.75 ms } }";
      lines.push(
        `  ${POPULATIONS[pre]}→${POPULATIONS[post]}: { pre: ${POPULATIONS[pre]}, post: ${POPULATIONS[post]}, connect: ${connect}, ` +
          `weight: { psp: { normal: { mean: "${mean}", sd: "${sd}" } } }, delay: ${delay} }`,
      );
    }
  }
  lines.push("", "stimuli:");
  POPULATIONS.forEach((population, p) => {
    const sources = Math.round(EXTERNAL_INDEGREE[p] * scale.indegrees);
    lines.push(
      `  background.${population}: { type: poisson, target: ${population}, rate: ${sources * EXTERNAL_RATE} Hz, weight: { psp: PSP }, delay: 1.5 ms } # ${sources} sources of ${EXTERNAL_RATE} Hz`,
    );
    if (scale.indegrees < 1)
      lines.push(
        `  mean.${population}: { type: current, target: ${population}, amplitude: ${compensation(p, scale)} pA }`,
      );
  });
  return `${lines.join("\n")}\n`;
}

/** The files of examples/ that are made of it. */
export const MICROCIRCUITS: readonly (readonly [file: string, scale: Scale])[] = [
  ["microcircuit", { neurons: 1, indegrees: 1 }],
  ["microcircuit-10percent", { neurons: 0.1, indegrees: 0.1 }],
];
