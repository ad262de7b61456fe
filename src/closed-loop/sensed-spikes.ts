/** What a plant sends, held against what the network has, and turned into spikes that a target takes. */
import { fail } from "../diagnostics/diagnostic.js";
import type { InjectedSpike } from "../program/execution-target.js";
import type { PlantPart, Sensed } from "./plant.js";

/** @throws EquipoiseError `plant-malformed`, `loop-source`, `plant-step`, `plant-count` */
export function injectedOf(
  sensed: readonly Sensed[],
  sources: ReadonlyMap<string, PlantPart>,
  from: number,
  to: number,
): InjectedSpike[] {
  // A plant may be written in JavaScript, where nothing holds it to its types.
  if (!isList(sensed))
    fail("plant-malformed", `sense(${from}, ${to}) of the plant gave no list of spikes`, {
      hint: "give [{ step, source, id, count }, …]; [] where nothing spikes",
    });
  return sensed.map(({ step, source, id, count }) => {
    const known = sources.get(source);
    if (known === undefined || !Number.isInteger(id) || id < 0 || id >= known.size)
      fail("loop-source", `the plant sends spikes of source ${id} of "${source}", which the network does not have`, {
        hint: `its host sources: ${[...sources.values()].map(({ name, size }) => `${name} (0 … ${size - 1})`).join(", ") || "none"}`,
      });
    if (!Number.isInteger(step) || step < from || step >= to)
      fail("plant-step", `the plant sends a spike of ${source} at step ${step} when asked for ${from} … ${to - 1}`, {
        hint: "steps are whole numbers, counted from the beginning of the loop",
      });
    if (!Number.isInteger(count) || count < 1)
      fail("plant-count", `the plant sends ${count} spikes of source ${id} of ${source} at once`, {
        hint: "a count is a whole number of at least 1; leave out what does not spike",
      });
    return { step, id: known.first + id, count };
  });
}

function isList(sensed: unknown): boolean {
  return Array.isArray(sensed) && sensed.every((spike) => typeof spike === "object" && spike !== null);
}
