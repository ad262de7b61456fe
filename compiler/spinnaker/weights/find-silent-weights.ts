/**
 * Finds weights that a left shift rounds to zero, before anything runs: |w|·scale ≤ ½ (half to even). The published rule sets the
 * shift by the largest sum and has no lower bound, so that a projection can fall silent without a word. (`balance` rounding keeps
 * the sum of such weights, by a few of one step each: the caller puts in how many became 0 then, and what was lost.)
 */
import { counted } from "../../../src/diagnostics/counted.js";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { valueAt, type PerNeuron } from "../../../src/network/types.js";
import { SYNAPSE_TYPES, type SynapseType } from "./incoming-weights.js";
import type { WeightRows } from "./quantize-weights.js";
import { weightScale, weightStep, type GlobalScale } from "./ring-buffer-scale.js";

export interface SilentWeights {
  readonly projection: string;
  readonly type: SynapseType;
  /** Synapses of this type that are not 0, and how many of them become 0. */
  readonly synapses: number;
  readonly silent: number;
  /** nA or µS: the largest weight that becomes 0. */
  readonly largestSilent: number;
  readonly shift: number;
  readonly globalScale: GlobalScale;
  /** Share of the projection's summed weight that is lost. */
  readonly lostShare: number;
  /** Whether the rounding makes others larger instead. */
  readonly keepsSum?: boolean;
}

/** Below it the sum counts as kept. */
const KEPT = 5e-4;
/** Steps up to which a weight rounds to 0. */
const HALF_STEP = 0.5;

/** Of one projection under the shifts of its postsynaptic population; no entry where nothing is lost. `toChip` as in `incomingWeights`. */
export function findSilentWeights(
  { name, rowStart, weight }: WeightRows,
  toChip: PerNeuron,
  shifts: Readonly<Record<SynapseType, number>>,
  globalScale: GlobalScale,
): SilentWeights[] {
  return SYNAPSE_TYPES.flatMap((type): SilentWeights[] => {
    const scale = weightScale(shifts[type], globalScale);
    let [synapses, silent, largestSilent, sum, lost] = [0, 0, 0, 0, 0];
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const unit = valueAt(toChip, i);
      for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
        const signed = (typeof weight === "number" ? weight : weight[k]) * unit;
        if (type === "excitatory" ? !(signed > 0) : !(signed < 0)) continue;
        const w = Math.abs(signed);
        synapses++;
        sum += w;
        if (w * scale > HALF_STEP) continue;
        silent++;
        lost += w;
        largestSilent = Math.max(largestSilent, w);
      }
    }
    if (silent === 0) return [];
    return [
      {
        projection: name,
        type,
        synapses,
        silent,
        largestSilent,
        shift: shifts[type],
        globalScale,
        lostShare: lost / sum,
      },
    ];
  });
}

function weightText(weight: number, globalScale: GlobalScale): string {
  return `${Number(weight.toPrecision(3))} ${globalScale === 1 ? "nA" : "µS"}`;
}

function hintFor({ largestSilent, type, globalScale, shift }: SilentWeights, repair: number | undefined): string {
  const stronger = `make these weights larger, or the other ${type} weights onto the same neurons smaller`;
  if (repair === undefined || repair >= shift) return stronger;
  const steps = largestSilent * weightScale(repair, globalScale);
  if (steps <= HALF_STEP)
    return `left shift ${repair} (shift rule bounded-saturation) does not keep them either: ${stronger}`;
  return `use the shift rule bounded-saturation: at left shift ${repair} the largest of them is ${Number(steps.toPrecision(3))} steps`;
}

/** One sentence. `repair`: the shift that our default chooses for this population and type, if it is another. */
export function silentWeightsDiagnostic(found: SilentWeights, repair?: number): Diagnostic {
  const { projection, type, synapses, silent, largestSilent, shift, globalScale, lostShare, keepsSum = false } = found;
  const all = silent === synapses;
  const weights = counted(synapses, `${type} weight`);
  const which =
    synapses === 1
      ? `The only ${type} weight`
      : all
        ? `All ${weights}`
        : `${silent.toLocaleString("en")} of ${weights}`;
  const verb = silent === 1 ? "rounds" : "round";
  const size = `the largest ${all ? "" : "of these "}is ${weightText(largestSilent, globalScale)}, and at left shift ${shift} one step is ${weightText(weightStep(shift, globalScale), globalScale)}`;
  const percent = `${Number((100 * lostShare).toPrecision(2))} %`;
  const share = all
    ? ""
    : keepsSum
      ? `, while the others keep the sum${lostShare < KEPT ? "" : ` to ${percent}`}`
      : ` (${percent} of the summed weight)`;
  return {
    code: all ? "projection-silent" : "weights-silent",
    severity: "warning",
    message: `${which} of projection ${projection} ${verb} to zero${share}: ${size}.`,
    place: { object: `projection ${projection}` },
    hint: hintFor(found, repair),
  };
}
