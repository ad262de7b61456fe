import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "../diagnostics/diagnostic.js";
import { outsideRun } from "./outside-run.js";
import { CELL, parse } from "./parsed.fixture.js";

const found = (rest: string, more: { duration?: number } = {}) => {
  const { description, places } = parse(
    `timestep: 1 ms\nduration: 300 ms\nburn_in: 100 ms\npopulations: { E: { size: 3, neuron: ${CELL} }, I: { size: 3, neuron: ${CELL} } }\n${rest}`,
  );
  return outsideRun({ ...description, ...more }, places).map(formatDiagnostic);
};
const stimulus = (text: string, more?: { duration?: number }) => found(`stimuli:\n  s: ${text}\n`, more);

describe("what a run of 300 ms never meets", () => {
  it.each([
    [
      "{ type: current, target: [E, I], amplitude: 5 pA, start: 400 ms, stop: 500 ms }",
      "starts at 400 ms, after the run's end at 300 ms: it never acts",
    ],
    [
      "{ type: poisson, target: E, rate: 1 kHz, weight: 5 pA, start: 350 ms }",
      "starts at 350 ms, after the run's end at 300 ms: it never acts",
    ],
    [
      "{ type: tuned, target: E, angle: 0 deg, peak: 100 pA, start: 300 ms }",
      "starts at 300 ms, at the run's end at 300 ms: it never acts",
    ],
    [
      "{ type: current, target: E, amplitude: 5 pA, start: 20 ms, stop: 20 ms }",
      "starts at 20 ms and stops at 20 ms, in the same time step of 1 ms: it never acts",
    ],
    [
      "{ type: step_current, target: E, steps: [{ at: 150 ms, amplitude: 5 pA }, { at: 500 ms, amplitude: 1 pA }] }",
      "1 of its 2 steps is at or after the run's end at 300 ms, from 500 ms on: it never acts",
    ],
    [
      "{ type: spike_times, times: [10, 500, 20.5, 299.9], unit: 1 ms, target: E, weight: 5 pA }",
      "2 of its 4 spikes, at 299.9 ms or later, reach nothing with a delay of 1 ms before the run's end at 300 ms: they never act",
    ],
    [
      "{ type: spike_times, times: [298.9], unit: 1 ms, target: E, weight: 5 pA, delay: 2 ms }",
      "its one spike, at 298.9 ms, reaches nothing with a delay of 2 ms before the run's end at 300 ms: it never acts",
    ],
  ])("%s", (text, message) => {
    const messages = stimulus(text);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^net\.yaml:6:3: warning: stimuli\.s: .*\[stimulus-outside\]\n  → give a /);
    expect(messages[0]).toContain(message);
    // A longer run, which may be given on the command line, meets it; what acts in no step never does.
    expect(stimulus(text, { duration: 1000 })).toEqual(message.includes("same time step") ? messages : []);
  });

  it("notes what acts on the burn-in alone", () => {
    for (const text of [
      "{ type: current, target: E, amplitude: 5 pA, start: 10 ms, stop: 50 ms }",
      "{ type: poisson, target: E, rate: 1 kHz, weight: 5 pA, stop: 50 ms }",
      "{ type: spike_times, times: [20 ms, 50 ms], target: E, weight: 5 pA }",
    ])
      expect(stimulus(text)).toEqual([
        expect.stringMatching(
          /^net\.yaml:6:3: note: stimuli\.s: ends at 50 ms, before the burn-in ends at 100 ms: .* not judged \[stimulus-unjudged\]/,
        ),
      ]);
  });

  it("says nothing of what acts, whether or not it ends", () => {
    for (const text of [
      "{ type: current, target: E, amplitude: 5 pA }",
      "{ type: current, target: E, amplitude: 5 pA, start: 50 ms, stop: 900 ms }",
      "{ type: poisson, target: E, rate: 1 kHz, weight: 5 pA, start: 299 ms }",
      "{ type: poisson_pool, size: 10, target: E, connect: all_to_all, rate: 1 kHz, weight: 5 pA, stop: 101 ms }",
      "{ type: spike_times, times: [20 ms, 299 ms], target: E, weight: 5 pA }",
      "{ type: host, size: 3, target: E, connect: one_to_one, weight: 5 pA }",
    ])
      expect(stimulus(text), text).toEqual([]);
    expect(found("balanced: { K: 2, J: 1 mV, weights: { E: { I: -1 } }, drive: { E: 1, rate: 10 Hz } }\n")).toEqual([]);
  });

  it("a probe that is read less often than once", () => {
    const probe = (every: string) =>
      found(`probes:\n  record:\n    - { of: [E, I], neurons: all, variables: v, every: ${every} }\n`);
    expect(probe("300 ms")).toEqual([]);
    const messages = probe("301 ms");
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatch(
      /^net\.yaml:7:\d+: warning: probes\.record\[0\]: the probe of E is read every 301 ms, and the run ends at 300 ms: it records nothing \[probe-outside\]/,
    );
  });
});
