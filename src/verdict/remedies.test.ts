import { describe, expect, it } from "vitest";
import { LOIHI1 } from "../targets/loihi/loihi1.js";
import { SPINNAKER1 } from "../targets/spinnaker/spinnaker1.js";
import { remediesOf } from "./remedies.js";
import { defaultOptions } from "../options/check-options.js";

const loihi = (changed: object = {}) =>
  remediesOf({ target: LOIHI1, options: { ...defaultOptions(LOIHI1), ...changed } });
const spinnaker = (changed: object = {}) =>
  remediesOf({ target: SPINNAKER1, options: { ...defaultOptions(SPINNAKER1), ...changed } });
const CAUSES = [
  "weights",
  "decays",
  "threshold and bias",
  "state rounding",
  "saturation",
  "delays",
  "refractory",
  "neuron model",
  "time step",
];
const optionsIn = (text: string) => [...text.matchAll(/--[a-z-]+/g)].map(([name]) => name);

describe("remediesOf", () => {
  it("names options that are not on, and none that is: weights of 4 bits ask for 8, of 8 bits for nothing of the sort", () => {
    expect(loihi({ weightBits: 4 })("weights")).toBe("use `--weight-bits 8`");
    expect(loihi({ weightBits: 4, rounding: "floor", signMode: "mixed" })("weights")).toBe(
      "use `--weight-bits 8`, or use `--rounding balance`, or use `--sign-mode separate`",
    );
    expect(loihi()("weights")).toMatch(/^no option of loihi1 is left for it; what helps is/);
    expect(loihi({ fitTimestep: 0.05 })("decays")).toMatch(/^no option/);
    expect(loihi({ compensateDecay: false })("decays")).toMatch(/`--compensate-decay`.*`--fit-timestep 0.05`/);
  });

  it("names only options of the target's family", () => {
    const ofLoihi = CAUSES.flatMap((cause) =>
      optionsIn(
        loihi({
          weightBits: 2,
          rounding: "floor",
          signMode: "mixed",
          compensateDecay: false,
          profile: "lava",
          scale: 100,
          poisson: "noise",
          synapticLatency: "next-step",
        })(cause)!,
      ),
    );
    const ofSpinnaker = CAUSES.flatMap((cause) =>
      optionsIn(spinnaker({ rounding: "floor", shiftRule: "published", synapticLatency: "next-step" })(cause)!),
    );
    expect(ofLoihi).toContain("--profile");
    expect(ofLoihi.filter((name) => ["--input-peak", "--shift-rule", "--accepted-saturation"].includes(name))).toEqual(
      [],
    );
    expect(ofSpinnaker).toContain("--shift-rule");
    expect(
      ofSpinnaker.filter((name) =>
        ["--weight-bits", "--scale", "--compensate-decay", "--fit-timestep", "--sign-mode", "--poisson"].includes(name),
      ),
    ).toEqual([]);
    expect(spinnaker()("refractory")).not.toMatch(/--profile/);
  });

  it("offers no other time step: that is the network's", () => {
    for (const of of [loihi(), spinnaker()]) expect(of("time step")).toMatch(/^nothing on the chip/);
  });

  it("has a clause for every cause, under its other names too, and null for what it does not know", () => {
    for (const cause of CAUSES) expect(loihi()(cause)).toBeTruthy();
    expect(loihi()("dt")).toBe(loihi()("time-step"));
    expect(loihi()("state width")).toBe(loihi()("state rounding"));
    expect(loihi()("something else")).toBeNull();
  });
});
