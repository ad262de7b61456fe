import { describe, expect, it } from "vitest";
import { looksInhibitory, populationColours } from "./population-colours.js";

describe("population colours", () => {
  it.each(["I", "L4I", "L23i", "inh", "Inh_2", "layer 5 inhibitory", "PV", "interneurons", "excI"])(
    "draws %s in the cold family",
    (name) => expect(looksInhibitory(name)).toBe(true),
  );
  it.each(["E", "L4E", "exc", "thalamus", "pyramidal", "Mini", "", "🧠"])("draws %s in the warm family", (name) =>
    expect(looksInhibitory(name)).toBe(false),
  );

  it("gives six populations of a family six colours, the first E and I the same ones in every report", () => {
    expect(populationColours(["E", "I"]).map((c) => c.className)).toEqual(["c-e0", "c-i0"]);
    expect(new Set(populationColours(["L1E", "L2E", "L3E", "L4E", "L5E", "L6E"]).map((c) => c.className)).size).toBe(6);
  });
});
