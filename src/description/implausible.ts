/** What is allowed and yet hardly ever meant: warnings of the network as a whole, each with its place and the way out. */
import type { NeuronModels } from "../models/neuron-model.js";
import type { NetworkParts } from "./network-parts.js";
import { formatPath } from "./problems.js";
import type { DocumentPath, Problems } from "./problems.js";
import { spreadMean } from "./quantity.js";
import type { PopulationDescription, ProjectionDescription } from "./types.js";

/** Signs that the weights of a projection have; the tails of a distribution do not count. */
function signsOf({ connect, weight }: ProjectionDescription): {
  readonly positive: boolean;
  readonly negative: boolean;
} {
  const listed = connect.rule === "explicit" ? connect.weight : undefined;
  if (listed !== undefined) return { positive: listed.some((w) => w > 0), negative: listed.some((w) => w < 0) };
  const mean = spreadMean(weight);
  return { positive: mean > 0, negative: mean < 0 };
}

export function warnOfImplausible(
  problems: Problems,
  { projections, currents }: NetworkParts,
  populations: ReadonlyMap<string, PopulationDescription>,
  models: NeuronModels,
  placeOf: (projection: string) => DocumentPath,
): void {
  const hasConductances = (name: string) => {
    const population = populations.get(name);
    return population !== undefined && models[population.model].synapse === "conductance";
  };
  const recurrent = projections.filter(({ pre }) => populations.has(pre));
  const inhibitingCurrent = currents.some(({ amplitude }) => amplitude.some((a) => spreadMean(a) < 0));
  if (recurrent.length > 0 && !inhibitingCurrent && !projections.some((p) => signsOf(p).negative)) {
    const conductances = recurrent.some(({ post }) => hasConductances(post));
    const way = conductances
      ? "a negative conductance, or receptor_type: inhibitory, inhibits (it acts through E_in)"
      : "a negative weight inhibits";
    problems.warn(
      "no-inhibition",
      placeOf(recurrent[0].name),
      "no weight of the network is negative: without inhibition nothing can balance the excitation",
      way,
    );
  }
  warnOfTwoSigns(problems, recurrent, hasConductances, placeOf);
}

/** A population that excites conductance cells here and inhibits there: one of the two signs was forgotten. */
function warnOfTwoSigns(
  problems: Problems,
  recurrent: readonly ProjectionDescription[],
  hasConductances: (population: string) => boolean,
  placeOf: (projection: string) => DocumentPath,
): void {
  const inhibits = new Map<string, string>();
  for (const p of recurrent) if (signsOf(p).negative && !inhibits.has(p.pre)) inhibits.set(p.pre, p.name);
  for (const p of recurrent) {
    const other = inhibits.get(p.pre);
    if (other === undefined || other === p.name || signsOf(p).negative || !signsOf(p).positive) continue;
    if (!hasConductances(p.post)) continue;
    problems.warn(
      "wrong-sign",
      placeOf(p.name),
      `${formatPath(placeOf(p.name))}: ${p.pre} inhibits by ${other}, but this conductance is positive and excites ${p.post}`,
      "write it negative, or receptor_type: inhibitory",
    );
  }
}
