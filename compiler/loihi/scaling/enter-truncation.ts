/**
 * What decays truncate while a network runs, for the ledger: u and v lose a fraction of an LSB towards zero in every step, and stay short of where their
 * input would hold them (src/numerics/truncated-decay.ts).
 */
import type { Population } from "../../../src/network/types.js";
import { meanTruncation, worstTruncation } from "../../../src/numerics/truncated-decay.js";
import type { PassContext, Quantized } from "../stages.js";

const significant = (x: number) => Number(x.toPrecision(3));

/** Enters one loss for v, and one for u where anything arrives, of every population. */
export function enterTruncation(quantized: Omit<Quantized, "projections">, context: PassContext): void {
  for (const population of quantized.scaled.lowered.network.populations)
    if (population.size > 0) enterLosses(population, quantized, context);
}

/** The neuron of the population of which `size` is largest. */
function worstNeuron({ first, size }: Population, of: (i: number) => number): number {
  let worst = first;
  for (let i = first; i < first + size; i++) if (of(i) > of(worst)) worst = i;
  return worst;
}

function enterLosses(
  population: Population,
  { scaled, noiseOf }: Omit<Quantized, "projections">,
  { target: { widths }, ledger }: PassContext,
): void {
  const { scale, du, dv, lowered } = scaled;
  const bits = widths.decay;
  const { name, index, first, size } = population;
  const entry = { kind: "state-rounded", where: `population ${name}`, count: size, of: size } as const;
  const leakV = (i: number) => dv[i] + widths.vDecayOffset;
  const leakU = (i: number) => du[i] + widths.uDecayOffset;

  const v = worstNeuron(population, (i) => worstTruncation(leakV(i), bits).shift / scale[i]);
  const [most, usual] = [worstTruncation(leakV(v), bits), meanTruncation(leakV(v), bits)];
  if (most.shift > 0) {
    ledger.add({
      ...entry,
      worst: most.shift / scale[v],
      unit: "mV, v",
      note: `each step rounds v towards reset, by ${significant(usual.perStep)} LSB on average: constant input leaves it up to ${significant(most.shift)} LSB short of where it belongs, input that fluctuates ${significant(usual.shift)} LSB (${significant(usual.shift / scale[v])} mV)`,
    });
  }

  const driven =
    lowered.projections.some(({ projection }) => projection.post === index && projection.source.length > 0) ||
    noiseOf.subarray(first, first + size).some((noise) => noise >= 0);
  if (!driven) return;
  // How far a shift of u moves V; an integrator without leak has no place to rest, and moves on by it in every step.
  const reach = (i: number) => (leakV(i) === 0 ? 1 : 2 ** bits / leakV(i)) / scale[i];
  const u = worstNeuron(population, (i) => worstTruncation(leakU(i), bits).shift * reach(i));
  const [mostU, usualU] = [worstTruncation(leakU(u), bits), meanTruncation(leakU(u), bits)];
  if (mostU.shift === 0) return;
  const unit = leakV(u) === 0 ? "mV per step" : "mV";
  ledger.add({
    ...entry,
    worst: mostU.shift * reach(u),
    unit: `${unit}, u`,
    note: `each step rounds u towards zero, by ${significant(usualU.perStep)} LSB on average, so that it is up to ${significant(mostU.shift)} LSB too small: ${significant(usualU.shift)} LSB while it keeps its sign (V moves by ${significant(usualU.shift * reach(u))} ${unit}), less where its sign changes`,
  });
}
