import { describe, expect, it } from "vitest";
import { constant, networkOf, population } from "../../src/network/network.fixture.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { targetById } from "../../src/targets/registry.js";
import { compileSpinnaker } from "./compile.js";
import { defaultOptions } from "../../src/options/check-options.js";

const target = targetById("spinnaker1");

function compiled(parameters: Readonly<Record<string, number>>, timestep = 1): string {
  const spreads = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, constant(value)]));
  const network = drawNetwork(networkOf({ timestep, populations: [population("A", 2, spreads)] }));
  try {
    compileSpinnaker(network, target, { ...defaultOptions(target), board: target.defaultBoard });
    return "compiled";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("requireQuotients", () => {
  it("accepts what a core can divide, to the last step of S16.15", () => {
    expect(compiled({})).toBe("compiled");
    expect(compiled({ C_m: 1, tau_m: 20 })).toBe("compiled");
  });

  it("refuses divisors that are 0 in S16.15, naming the smallest", () => {
    expect(compiled({ C_m: 0.00025 })).toMatch(/C_m of population A is 0 in S16\.15.*0\.0305 pF/);
    expect(compiled({ tau_m: 1e-6 })).toMatch(/tau_m of population A is 0 in S16\.15/);
    expect(compiled({ tau_syn_in: 1e-6 })).toMatch(/tau_syn_in of population A is 0/);
    expect(compiled({}, 1e-5)).toMatch(/the time step of population A is 0/);
  });

  it("refuses quotients that would wrap: R = tau_m/C_m beyond 65,536 MOhm, t_ref of too many steps", () => {
    expect(compiled({ C_m: 0.04, tau_m: 20 })).toMatch(/divide tau_m .* by C_m .*65536/);
    expect(compiled({ t_ref: 100 }, 0.001)).toMatch(/divide t_ref .* by the time step/);
  });
});
