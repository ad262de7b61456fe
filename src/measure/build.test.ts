import { describe, expect, it } from "vitest";
import { parseDescription } from "../description/load-description.js";
import { refractorySteps } from "../numerics/time-grid.js";
import { LOIHI1 } from "../targets/loihi/loihi1.js";
import { drawFor } from "./build.js";
import { defaultOptions } from "../options/check-options.js";

const { description } = parseDescription(
  "timestep: 1 ms\nduration: 100 ms\npopulations: { A: { size: 2, neuron: { model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } } }\n",
  "fitted.yaml",
  () => {
    throw new Error("the network reads no file");
  },
);

describe("drawFor", () => {
  it("keeps the described number of dead steps on a fitted time step, which is a hair shorter", () => {
    const fitted = drawFor(description, LOIHI1, { ...defaultOptions(LOIHI1), fitTimestep: 0.05 });
    expect(fitted.dt).toBeLessThan(1);
    expect(fitted.dt).toBeGreaterThan(0.95);
    expect(refractorySteps(2, fitted.dt).steps).toBe(3);
    expect(refractorySteps(fitted.populations[0].parameters.t_ref as number, fitted.dt)).toEqual({
      steps: 2,
      roundedBy: 0,
    });
    expect((fitted.timeRounding ?? []).filter(({ where }) => where.includes("A"))).toEqual([]);
  });

  it("changes nothing where the time step stays", () => {
    expect(drawFor(description, LOIHI1, defaultOptions(LOIHI1)).populations[0].parameters.t_ref).toBe(2);
  });
});
