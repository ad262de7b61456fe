import { describe, expect, it } from "vitest";
import type { ConditionResult } from "../../phenomena/run-condition.js";
import { runTasks, type Task } from "./pool.js";

const NETWORK = `timestep: 1 ms
duration: 20 ms
populations:
  E: { size: 5, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms, I_e: 300 pA } }
`;

function taskOf(key: string, description = NETWORK): Task {
  return {
    kind: "condition",
    task: { condition: { key, series: "", x: 0, description }, experiments: [], seed: 1, targets: ["loihi1"] },
  };
}

const keys = Array.from({ length: 7 }, (_, k) => `condition ${k}`);

describe("runTasks", () => {
  it.each([1, 2, 3])(
    "gives 7 results in the order of their tasks with %d threads, and counts to the end",
    async (jobs) => {
      const seen: [number, number][] = [];
      const results = (await runTasks(
        keys.map((key) => taskOf(key)),
        jobs,
        "phase",
        (phase, done, total) => phase === "phase" && seen.push([done, total]),
      )) as ConditionResult[];
      expect(results.map((r) => r.key)).toEqual(keys);
      expect(results.map((r) => r.sides.map((s) => s.side))).toEqual(keys.map(() => ["reference", "loihi1"]));
      if (jobs > 1) expect(seen.at(-1)).toEqual([7, 7]);
    },
  );

  it("throws the error of a task as the sentence that it is, from a thread too", async () => {
    const tasks = [taskOf("good"), taskOf("bad", NETWORK.replace("V_th: 15 mV", "V_th: 15")), taskOf("another")];
    for (const jobs of [1, 2])
      await expect(runTasks(tasks, jobs, "phase", () => {})).rejects.toThrow(/bad\.yaml:4:\d+: error: .*V_th/);
  });
});
