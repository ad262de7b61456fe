/** More spikes a step than a board's queue holds are warned of when the network is compiled, with the step, the limit and a way out. */
import { describe, expect, it } from "vitest";
import { parseDescription } from "../src/description/load-description.js";
import type { Diagnostic } from "../src/diagnostics/diagnostic.js";
import { build } from "../src/measure/build.js";
import { defaultOptions } from "../src/options/check-options.js";
import { targetById } from "../src/targets/registry.js";

const CELL =
  "model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms";
const HEAD = `name: q\nseed: 1\ntimestep: 1 ms\nduration: 100 ms\npopulations:\n  P: { size: 4, neuron: { ${CELL} } }\n`;
const described = (stimulus: string) =>
  `${HEAD}stimuli:\n  s: { ${stimulus}, target: P, connect: { rule: fixed_total_number, N: 20 }, weight: 30 pA }\n`;
/** All at 20 ms, the end of step 19, but for one. */
const volley = (sources: number) =>
  described(
    `type: spike_times, times: ${JSON.stringify(Array.from({ length: sources }, (_, k) => (k === 0 ? [20, 60] : [20])))}, unit: 1 ms`,
  );
/** Of one source a neuron. */
const poisson = (rate: number) =>
  `${HEAD}stimuli:\n  s: { type: poisson, rate: ${rate} Hz, target: P, weight: 1 pA }\n`;

function saidOf(text: string, id: string): Diagnostic[] {
  const target = targetById(id);
  const said: Diagnostic[] = [];
  const { description } = parseDescription(text, "q.yaml", () => expect.fail("no files"));
  build(description, target, defaultOptions(target), { report: (d) => said.push(d) });
  return said.filter(({ code }) => code === "board-queue-short");
}

describe.each([
  ["ice40up5k", 256],
  ["ecp5-85f", 1024],
  ["stm32f405", 1024],
  ["rp2040", 2048],
])("the queue of %s", (id, words) => {
  it("holds a volley of known times that fills it, and of one spike more is warned with its step", () => {
    expect(saidOf(volley(words - 1), id)).toEqual([]);
    expect(saidOf(volley(words), id)).toMatchObject([
      {
        severity: "warning",
        message: `step 19 has ${words.toLocaleString("en")} spikes from outside, and the queue of the board holds ${words.toLocaleString("en")} words: one a spike, and one that names the step; a run on the board ends there`,
        limit: { used: words + 1, max: words },
        hint: "spread these spike times over several steps, or use fewer sources",
      },
    ]);
  });

  it("is too short where rates alone fill it", () => {
    expect(saidOf(poisson(125 * words), id)).toEqual([]);
    const [warned] = saidOf(poisson(250 * words), id);
    expect(warned).toMatchObject({
      severity: "warning",
      hint: "use fewer sources, lower rates or a shorter time step",
    });
    expect(warned.message).toMatch(/^step 0 has about /);
  });
});

describe("a target without a board", () => {
  it.each(["loihi1", "spinnaker1"])("%s has no queue to fill", (id) => expect(saidOf(volley(3000), id)).toEqual([]));
});
