/**
 * node dist/scripts/theory.js   holds the finite-K theory against the float64 reference at a few parameter points, as a table for docs/theory.md.
 * The last two are points where Siegert's asynchronous state does not exist; the table shows what `equipoise check` says of them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createReference } from "../emulator/reference/reference.js";
import { analyse } from "../src/analysis/analyse.js";
import { parseDescription } from "../src/description/load-description.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { record } from "../src/recording/record.js";
import { predictRates } from "../src/theory/finite-k.js";
import { meanFieldOf } from "../src/theory/mean-field-model.js";

interface Point {
  readonly title: string;
  readonly example: string;
  /** Lines of the example that the point changes. */
  readonly changes: readonly (readonly [from: string, to: string])[];
}

const POINTS: readonly Point[] = [
  { title: "1/√K, K = 100", example: "balanced-sqrtk", changes: [["K: 400", "K: 100"]] },
  { title: "1/√K, K = 400", example: "balanced-sqrtk", changes: [] },
  { title: "Brunel, g = 5, η = 2", example: "brunel", changes: [] },
  {
    title: "Brunel, g = 6, η = 4 (fast oscillation)",
    example: "brunel",
    changes: [
      ["g: 5", "g: 6"],
      ["eta: 2 ", "eta: 4 "],
    ],
  },
  { title: "Brunel, g = 3, η = 2 (synchronous regular)", example: "brunel", changes: [["g: 5", "g: 3"]] },
];

function descriptionOf({ example, changes }: Point) {
  const file = join("examples", `${example}.yaml`);
  let text = readFileSync(file, "utf8");
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
    text = text.replace(from, to);
  }
  return parseDescription(text, file, (path) => readFileSync(path)).description;
}

process.stdout.write(
  "| network | population | rate, theory | reference | error | CV, theory | reference | modulation of the rate, reference | what `check` says |\n|---|---|---|---|---|---|---|---|---|\n",
);
for (const point of POINTS) {
  const network = drawNetwork(descriptionOf(point));
  const { populations, warnings } = predictRates(meanFieldOf(network));
  const reference = createReference(network);
  const recording = await record(reference, {
    network: network.name,
    seed: network.seed,
    steps: network.steps,
    populations: network.populations,
  });
  await reference.close();
  const measured = analyse(recording, { burnInSteps: network.burnInSteps }).populations;
  populations.forEach((p, k) => {
    const m = measured[k];
    const said = [...warnings, ...p.reasons];
    const cells = [
      k === 0 ? point.title : "",
      p.name,
      `${p.rate.toFixed(2)} Hz`,
      `${m.rate.toFixed(2)} Hz`,
      `${(100 * (p.rate / m.rate - 1)).toFixed(1)} %`,
      p.cv.toFixed(2),
      m.cv.mean.toFixed(2),
      m.modulation.toFixed(2),
      said.length === 0 ? "applies" : said.join("; "),
    ];
    process.stdout.write(`| ${cells.join(" | ")} |\n`);
  });
}
