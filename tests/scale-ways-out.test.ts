/** The scale that a message names is one and the same, whichever message it is, and following it mends what all of them say. */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../src/description/load-description.js";
import type { Diagnostic } from "../src/diagnostics/diagnostic.js";
import { lossContextOf, lossContextOfProgram } from "../src/families/loss-context.js";
import { runLossWarnings } from "../src/families/run-loss-warnings.js";
import { build } from "../src/measure/build.js";
import { optionsWith } from "../src/options/check-options.js";
import { decodeProgram } from "../src/program/decode.js";
import { encodeProgram } from "../src/program/encode.js";
import { record } from "../src/recording/record.js";
import { targetById } from "../src/targets/registry.js";

const CELL =
  "model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: THRESHOLD, t_ref: 2 ms";
const population = (name: string, size: number, rest = "", threshold = "15 mV") =>
  `  ${name}: { size: ${size}, neuron: { ${CELL.replace("THRESHOLD", threshold)}${rest} } }\n`;
const described = (populations: string, rest: string) =>
  `name: scales\nseed: 3\ntimestep: 1 ms\nduration: 100 ms\npopulations:\n${populations}${rest}`;
const volley = (name: string, target: string, weight: string, sources = 30) =>
  `  ${name}: { type: spike_times, times: ${JSON.stringify(Array.from({ length: sources }, () => [20, 60]))}, unit: 1 ms, target: ${target}, connect: all_to_all, weight: ${weight}, delay: 1 ms }\n`;

/** Each overflows at the pinned scale in its own way; null: the compiler chose the scale. */
const NETWORKS: readonly (readonly [name: string, scale: number | null, description: string])[] = [
  ["a volley of known spike times", 100_000, described(population("P", 4), `stimuli:\n${volley("s", "P", "300 pA")}`)],
  [
    "two populations with other needs",
    200_000,
    described(
      population("P", 4) + population("Q", 4),
      `stimuli:\n${volley("s", "P", "300 pA")}${volley("t", "Q", "-700 pA")}`,
    ),
  ],
  [
    "one weight that is larger than the accumulator",
    400_000,
    described(population("P", 4), `stimuli:\n${volley("s", "P", "20000 pA", 1)}`),
  ],
  [
    "random input beyond the registers",
    400_000,
    described(
      population("P", 20, "", "5 mV"),
      "stimuli:\n  n: { type: poisson, target: P, rate: 30 kHz, weight: -300 pA }\n",
    ),
  ],
  [
    "thresholds beyond their register, and a volley",
    1_000_000,
    described(population("P", 4) + population("Q", 2, "", "40 mV"), `stimuli:\n${volley("s", "P", "30 pA")}`),
  ],
];

const OVERFLOWS = new Set(["overflow-likely", "overflow-certain", "overflow-predicted", "threshold-clipped"]);

function compiledAt(description: string, scale: number | null, id: string, profile: string) {
  const target = targetById(id);
  const options = optionsWith(target, { profile, ...(scale === null ? {} : { scale }) });
  const said: Diagnostic[] = [];
  const parsed = parseDescription(description, "net.yaml", () => expect.fail("no files")).description;
  const { network, compiled } = build(parsed, target, options, { report: (d) => said.push(d) });
  return { network, compiled, options, said: said.filter(({ code }) => OVERFLOWS.has(code)) };
}

/** What the end of a run says, of the description and of its program as a file. */
async function saidAfterRun({ network, compiled, options }: ReturnType<typeof compiledAt>): Promise<Diagnostic[]> {
  const emulator = await compiled.createEmulator();
  try {
    const recording = await record(emulator, {
      network: network.name,
      seed: network.seed,
      populations: network.populations,
      steps: network.steps,
    });
    const losses = [recording.losses!];
    const ofProgram = runLossWarnings(
      losses,
      lossContextOfProgram(decodeProgram(encodeProgram(compiled.program)), false),
    );
    const said = runLossWarnings(losses, lossContextOf(compiled, options));
    expect(ofProgram).toEqual(said);
    return said;
  } finally {
    await emulator.close();
  }
}

const scalesIn = (said: readonly Diagnostic[]) => [
  ...new Set(
    said.flatMap(({ hint }) => [...(hint ?? "").matchAll(/--scale ([\d.e+-]*\d)/g)].map(([, scale]) => Number(scale))),
  ),
];

describe.each(NETWORKS)("the scale that is named for %s", (_, scale, description) => {
  it.each([
    ["loihi1", "hw"],
    ["loihi1", "lava"],
    ["loihi2", "lava"],
    ["ice40up5k", "lava"],
  ])("is one, and mends what is foreseen and what the run loses: %s, %s", async (id, profile) => {
    const before = compiledAt(description, scale, id, profile);
    const after = await saidAfterRun(before);
    const named = scalesIn([...before.said, ...after]);
    // Where nothing is foreseen and nothing happens, there is nothing to name.
    if (before.said.length + after.length === 0) return;
    expect(named).toHaveLength(1);
    const mended = compiledAt(description, named[0], id, profile);
    expect(mended.said).toEqual([]);
    expect(await saidAfterRun(mended)).toEqual([]);
    const chosen = compiledAt(description, null, id, profile);
    expect(chosen.said).toEqual([]);
    expect(await saidAfterRun(chosen)).toEqual([]);
  });
});
