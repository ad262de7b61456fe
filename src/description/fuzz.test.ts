import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { philox4x32 } from "../numerics/philox.js";
import { parseDescription } from "./load-description.js";
import { starterTemplates } from "./templates.js";
import { EVERY_NOTATION } from "../../tests/fuzz/every-notation.js";
import { changedText } from "../../tests/fuzz/text.js";

const corpus = [EVERY_NOTATION, ...starterTemplates().map(({ files }) => files["network.yaml"])].map((text) =>
  text.replace(/ *#.*$/gm, ""),
);
const readFile = (path: string) => {
  const size = path === "w.csv" ? 4 : 6;
  return new TextEncoder().encode(
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i * j) % 3)).join("\n"),
  );
};

function randomOf(seed: number): (below: number) => number {
  const block = new Uint32Array(4);
  let draw = 0;
  return (below) => {
    if (draw % 4 === 0) philox4x32(block, seed, 0, draw / 4, 0, 0, 0);
    return block[draw++ % 4] % below;
  };
}

/** A stimulus without `stop` has no end. */
function allFinite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return (
    typeof value !== "object" ||
    value === null ||
    Object.entries(value).every(([key, item]) => (key === "stop" && item === Infinity) || allFinite(item))
  );
}

describe("fuzz", () => {
  it.each(corpus.map((text, i) => [i, text] as const))("seed %i loads before it is mutated", (_, text) => {
    expect(parseDescription(text, "fuzz.yaml", readFile).description.populations.length).toBeGreaterThan(0);
  });

  it("10,000 mutated descriptions load or fail with EquipoiseErrors that have a code and a place", () => {
    const below = randomOf(2);
    const seen = { loaded: 0, refused: 0 };
    for (let i = 0; i < 10_000; i++) {
      const text = changedText(corpus[below(corpus.length)], { below });
      try {
        const { description } = parseDescription(text, "fuzz.yaml", readFile);
        seen.loaded++;
        if (!allFinite(description)) throw new Error(`run ${i}: a number that is not finite for\n${text}`);
      } catch (error) {
        if (!(error instanceof EquipoiseError))
          throw new Error(`run ${i}: not an EquipoiseError for\n${text}`, { cause: error });
        seen.refused++;
        const vague = error.diagnostics.find(
          ({ code, message, place }) =>
            !/^[a-z-]+$/.test(code) ||
            message.length < 6 ||
            !place ||
            !("line" in place && place.line >= 1 && place.col >= 1),
        );
        if (vague) throw new Error(`run ${i}: no code, message or place in ${JSON.stringify(vague)} for\n${text}`);
      }
    }
    expect(seen.loaded).toBeGreaterThan(200);
    expect(seen.refused).toBeGreaterThan(3000);
  }, 400_000);
});
