import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { drawNetwork } from "../network/draw-network.js";
import { parseDescription } from "./load-description.js";

const HEAD = `timestep: 0.5 ms
duration: 100 ms
populations:
  E: { size: 40, neuron: { model: iaf_psc_exp, E_L: 0 mV, V_th: 15 mV, V_reset: 0 mV } }
  C: { size: 7, neuron: { model: iaf_cond_exp } }
`;
const load = (probes: string) => parseDescription(`${HEAD}probes: ${probes}\n`, "p.yaml", () => new Uint8Array());
const record = (probe: string) => load(`{ record: [${probe}] }`).description.probes!;
const list = (neurons: string) => [...record(`{ of: E, neurons: ${neurons}, variables: v }`)[0].neurons];

function errorsOf(probes: string): string {
  try {
    load(probes);
  } catch (error) {
    if (error instanceof EquipoiseError) return error.diagnostics.map((d) => `${d.message} [${d.code}]`).join("\n");
    throw error;
  }
  return "accepted";
}

describe("probes of a description", () => {
  it.each<[string, number[]]>([
    ["5", [5]],
    ["[17, 3, 0]", [17, 3, 0]],
    ["first 3", [0, 1, 2]],
    ["sample 4", [0, 10, 20, 30]],
    ['"0, 3"', [0, 3]],
    ["all", Array.from({ length: 40 }, (_, k) => k)],
  ])("neurons: %s", (text, neurons) => expect(list(text)).toEqual(neurons));

  it("names each population and each variable once, with the period in steps of the drawn network", () => {
    const { description } = load(
      "{ record: [{ of: [C, E], neurons: first 2, variables: [u, v, u], every: 2 ms }, { of: C, neurons: 0, variables: g_E }] }",
    );
    const { probes } = drawNetwork(description);
    expect(probes?.map(({ population, variable, period }) => [population, variable, period])).toEqual([
      ["C", "v", 4],
      ["C", "u", 4],
      ["E", "v", 4],
      ["E", "u", 4],
      ["C", "g_E", 1],
    ]);
    expect(drawNetwork(description, { dt: 0.25 }).probes?.[0].period).toBe(8);
  });

  it("leaves descriptions without `record` as they were", () => {
    const { description } = load("{ spikes: all, currents: { sample: 3 } }");
    expect(description.currentSample).toBe(3);
    expect(description).not.toHaveProperty("probes");
    expect(description).not.toHaveProperty("spikesKept");
    expect(drawNetwork(description)).not.toHaveProperty("probes");
  });

  it("keeps probed spikes only where that is asked for", () => {
    const probe = "record: [{ of: E, neurons: 3, variables: spikes }]";
    expect(load(`{ ${probe} }`).description.spikesKept).toBeUndefined();
    expect(load(`{ spikes: probed, ${probe} }`).description.spikesKept).toBe("probed");
  });

  it("warns of a period off the grid of steps", () => {
    const { warnings } = load("{ record: [{ of: E, neurons: 0, variables: v, every: 1.2 ms }] }");
    expect(warnings.map(({ message }) => message).join()).toMatch(/period of a probe is rounded to 1 ms/);
  });

  it.each<[string, RegExp]>([
    [
      "{ record: [{ of: F, neurons: 0, variables: v }] }",
      /record\[0\]\.of: there is no population `F` \[unknown-name\]/,
    ],
    [
      "{ record: [{ of: E, neurons: 40, variables: v }] }",
      /E: there is no neuron 40: they go from 0 to 39 \[bad-selection\]/,
    ],
    ["{ record: [{ of: E, neurons: [1, 1], variables: v }] }", /named twice/],
    ["{ record: [{ of: E, neurons: first 41, variables: v }] }", /first 41 is more than its 40 neurons/],
    ["{ record: [{ of: E, neurons: first 0, variables: v }] }", /selects no neuron/],
    ["{ record: [{ of: E, neurons: some, variables: v }] }", /all, first 10 or sample 10, got some/],
    ["{ record: [{ of: E, neurons: 0, variables: g_E }] }", /E has no g_E: its synapses .* are no conductances/],
    ["{ record: [{ of: E, neurons: 0, variables: w }] }", /variables/],
    ["{ record: [{ of: E, neurons: 0, variables: v, every: 0.1 ms }] }", /at least one time step \(0\.5 ms\)/],
    ["{ record: [{ of: E, neurons: 0, variables: v, every: 3 mV }] }", /every: expected a time/],
    ["{ record: [{ of: E, variables: v }] }", /neurons/],
    ["{ spikes: probed }", /no probe records spikes/],
    ["{ spikes: none }", /spikes/],
    [
      `{ record: [${Array.from({ length: 34 }, () => "{ of: E, neurons: 0, variables: [v, u, I_E] }").join(", ")}] }`,
      /102 variables of populations, at most 100/,
    ],
  ])("refuses %s", (probes, says) => expect(errorsOf(probes)).toMatch(says));
});
