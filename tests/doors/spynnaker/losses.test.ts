/** What an export to sPyNNaker says that it could not carry, and what it refuses. */
import { describe, expect, it } from "vitest";
import { exporters, exportWith } from "../../../src/interchange/exporters.js";
import type { Exported } from "../../../src/interchange/exporter.js";
import { integersOf } from "../../../src/interchange/integers/of-program.js";
import { parseDescription } from "../../../src/description/load-description.js";
import { drawNetwork } from "../../../src/network/draw-network.js";
import type { SpinnakerOptions } from "../../../src/options/spinnaker.js";
import { SPINNAKER1 } from "../../../src/targets/spinnaker/spinnaker1.js";
import { compileSpinnaker } from "../../../compiler/spinnaker/compile.js";

function exported(dt: string, options: Partial<SpinnakerOptions> = {}): Exported {
  const text = `
timestep: ${dt}
constants: { dt: ${dt} }
duration: "20*dt"
populations:
  E: { size: 20, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: 20 pA, delay: "4*dt" }
stimuli:
  hand: { type: host, target: E, size: 3, connect: { rule: all_to_all }, weight: 20 pA, delay: "4*dt" }
`;
  const { description } = parseDescription(text, "network.yaml", () => new Uint8Array(0));
  const { program } = compileSpinnaker(drawNetwork(description), SPINNAKER1, { expectedRates: { E: 10 }, ...options });
  return exportWith(
    exporters.find(({ id }) => id === "spynnaker")!,
    integersOf(program),
  );
}

const lost = ({ losses }: Exported) => losses.map(({ what, where }) => `${what}: ${where}`);

describe("losses of an export to sPyNNaker", () => {
  it("names input that is fed while the network runs", () => {
    expect(lost(exported("1 ms"))).toEqual(["host-input: input hand"]);
  });

  it("names arithmetic that the released binaries do not have", () => {
    expect(lost(exported("1 ms", { profile: "nearest_sat" }))).toContain("rounding: all neurons");
  });

  it("names synapse cores of their own", () => {
    expect(lost(exported("1 ms", { synapseCores: 2 }))).toContain("synapse-cores: population E");
  });

  it("refuses a time step that is no whole number of microseconds, or that sPyNNaker would round up", () => {
    expect(() => exported("0.0625 ms")).toThrow(/whole number of microseconds/);
    expect(() => exported("2.007 ms")).toThrow(/whole number of microseconds/);
    expect(lost(exported("0.1 ms"))).toEqual(["host-input: input hand"]);
  });

  it("passes a time-scale factor on, and leaves it to sPyNNaker otherwise", () => {
    const script = (options: Partial<SpinnakerOptions>) =>
      exported("1 ms", options).files.flatMap((file) => ("text" in file ? [file.text] : []))[0];
    expect(script({ timeScaleFactor: 4 })).toContain("TIME_SCALE_FACTOR = 4\n");
    expect(script({})).toContain("TIME_SCALE_FACTOR = None\n");
  });
});
