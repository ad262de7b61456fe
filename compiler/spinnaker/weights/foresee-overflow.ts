/**
 * Says at compile time what may overflow at run time on a SpiNNaker-style machine: a ring-buffer slot (65,535 steps of the weight), and the
 * S16.15 numbers that an arrival passes through on its way to V: alpha = R·I + E_L must stay below 65,536 mV. Everything at once is entered in
 * the ledger; a warning is for what is likely: a single weight, known spike times, populations that start in step.
 */
import type { Code } from "../../../src/diagnostics/codes.js";
import { counted } from "../../../src/diagnostics/counted.js";
import { valueAt, type PerNeuron, type Population } from "../../../src/network/types.js";
import { exceeds, worstArrivals, type Exceeded } from "../../common/input/worst-arrivals.js";
import type { LoweredPopulation, Shifted, SpinnakerContext } from "../stages.js";
import { SYNAPSE_TYPES, type SynapseType } from "./incoming-weights.js";
import { CONDUCTANCE_SCALE, LARGEST_SHIFT, LARGEST_SUM, weightStep } from "./ring-buffer-scale.js";

/** S16.15 ends here: mV, nA, MOhm. */
const LARGEST_S1615 = 2 ** 16;
/** nA in a pA, nF in a pF, µS in an nS. */
const MILLI = 1e-3;

/** The largest arrival of one tick, nA or µS, whose alpha S16.15 holds at local neuron `i`. */
function largestArrival(
  { population, globalScale, model }: LoweredPopulation,
  type: SynapseType,
  dt: number,
  i: number,
): number {
  const { parameters: p } = population;
  const of = (values: PerNeuron) => valueAt(values, i);
  const resistance = 1 / (MILLI * (model === "IF_cond_exp" ? of(p.g_L) : of(p.C_m) / of(p.tau_m)));
  const current = (LARGEST_S1615 - Math.abs(of(p.E_L))) / resistance;
  if (model === "IF_cond_exp") {
    const reversal = of(type === "excitatory" ? p.E_ex : p.E_in);
    // From the potential that is farthest away.
    const driving = Math.max(
      Math.abs(reversal - of(p.E_L)),
      Math.abs(reversal - of(p.V_reset)),
      Math.abs(reversal - of(p.V_th)),
    );
    return Math.min(LARGEST_S1615 / CONDUCTANCE_SCALE, current / driving);
  }
  // A delta synapse injects its weight as the current w/dt for one tick.
  return Math.min(LARGEST_S1615 / globalScale, model === "IF_curr_delta" ? current * dt : current);
}

export function foreseeOverflow({ lowered, shifts }: Shifted, context: SpinnakerContext): void {
  const { network } = lowered;
  lowered.populations.forEach((own, p) => {
    const { population, toChip, globalScale } = own;
    const arrivals = worstArrivals(network, population.index, (_, i) => valueAt(toChip, i));
    for (const type of SYNAPSE_TYPES) {
      const sums = type === "excitatory" ? arrivals.positive : arrivals.negative;
      const capacity = LARGEST_SUM * weightStep(shifts[p][type].shift, globalScale);
      const unit = globalScale === 1 ? "nA" : "µS";
      enter(
        context,
        population,
        type,
        exceeds(sums, () => capacity),
        arrivals.because,
        {
          code: "overflow-likely",
          register: `the ${type} ring buffer`,
          holds: `a slot holds ${short(capacity)} ${unit}`,
          hint: roomFor(shifts[p][type].shift, context),
        },
      );
      const limits = Float64Array.from({ length: population.size }, (_, i) => largestArrival(own, type, network.dt, i));
      enter(
        context,
        population,
        type,
        exceeds(sums, (i) => limits[i]),
        arrivals.because,
        {
          code: "s1615-overflow-likely",
          register: "S16.15 of the membrane (R·I + E_L)",
          holds: `it holds ${LARGEST_S1615.toLocaleString("en")} mV, that is ${short(limits.reduce((a, b) => Math.min(a, b)))} ${unit} in one tick`,
          hint: "no option changes this range: make these weights or the membrane's resistance (tau_m / C_m) smaller",
        },
      );
    }
  });
}

/** What gives a ring-buffer slot more room. */
function roomFor(shift: number, { options }: SpinnakerContext): string {
  if (shift >= LARGEST_SHIFT)
    return "make these weights smaller: the left shift is the largest already, and no option gives a slot more room";
  return options.shiftRule === "bounded-saturation"
    ? "compile with a larger --input-peak, or make these weights smaller"
    : "compile with --shift-rule bounded-saturation";
}

interface Register {
  readonly code: Code;
  readonly register: string;
  readonly holds: string;
  readonly hint: string;
}

function enter(
  { ledger, report }: SpinnakerContext,
  { name, size }: Population,
  type: SynapseType,
  found: Exceeded | null,
  because: readonly string[],
  { code, register, holds, hint }: Register,
): void {
  if (found === null) return;
  const where = `population ${name}`;
  ledger.add({
    kind: "overflow-possible",
    where,
    count: Math.max(1, found.neurons),
    of: size,
    worst: Math.max(found.worst, found.likely),
    unit: `times the range of ${register}, ${type}`,
    note: `${holds}: ${found.needed.toLocaleString("en")} of ${counted(found.inputs, `${type} input`)} of one delay at once pass it`,
  });
  if (found.single <= 1 && found.likely <= 1) return;
  const why =
    found.single > 1
      ? `one ${type} weight alone asks for ${short(found.single)} times what it holds`
      : `${because.join(", ")} may send ${short(found.likely)} times what it holds in one tick`;
  report({
    code,
    severity: "warning",
    place: { object: where },
    message: `Population ${name}: ${register} cannot hold the ${type} input: ${why}; ${holds}.`,
    hint,
  });
}

function short(x: number): string {
  return Number(x.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });
}
