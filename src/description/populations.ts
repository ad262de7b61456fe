/** The `populations:` block. */
import type { DescriptionDocument } from "./document-schema.js";
import { isPynnName, readNeuron } from "./neuron-parameters.js";
import { formatPath } from "./problems.js";
import { readCount, readSpread, spreadMean } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import type { PopulationDescription, Spread } from "./types.js";
import { KINDS } from "./units.js";

/** Global neuron ids and CSR rows are 32-bit; a thousand times more would not fit in memory anyway. */
export const MOST_NEURONS = 10_000_000;

export function readPopulations(
  ctx: LoweringContext,
  raw: DescriptionDocument["populations"],
): PopulationDescription[] {
  const populations = Object.entries(raw).map(([name, population]): PopulationDescription => {
    const path = ["populations", name];
    ctx.objects.set(`population ${name}`, path);
    const size = readCount(ctx, population.size, [...path, "size"], 1, MOST_NEURONS);
    if (isPynnName(ctx.models, population.neuron.model)) ctx.pynn.add(name);
    const { model, parameters } = readNeuron(ctx, population.neuron, [...path, "neuron"], size);
    return {
      name,
      size,
      model,
      parameters,
      initial: { V_m: initialVoltage(ctx, population, path, size, parameters.E_L) },
    };
  });
  if (populations.length === 0)
    ctx.problems.error("no-populations", ["populations"], "populations: at least one population is needed");
  const total = populations.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_NEURONS)
    ctx.problems.error(
      "network-too-large",
      ["populations"],
      `populations: ${total} neurons in all, at most ${MOST_NEURONS}`,
    );
  return populations;
}

/** Default: at rest (the mean of E_L where that is random; the same list where it is a list). */
function initialVoltage(
  ctx: LoweringContext,
  population: DescriptionDocument["populations"][string],
  path: readonly string[],
  size: number,
  rest: Spread,
): Spread {
  const { initial } = population;
  if (initial?.V_m !== undefined && initial.v !== undefined) {
    ctx.problems.error(
      "given-twice",
      [...path, "initial", "v"],
      `${formatPath([...path, "initial"])}: \`V_m\` and \`v\` are the same`,
      "keep one of them",
      "key",
    );
  }
  const key = initial?.V_m === undefined ? "v" : "V_m";
  const raw = initial?.[key];
  if (raw === undefined) return rest.kind === "list" ? rest : { kind: "constant", value: spreadMean(rest) };
  return readSpread(ctx, raw, [...path, "initial", key], KINDS.voltage, { listLength: size });
}
