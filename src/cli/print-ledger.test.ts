import { describe, expect, it } from "vitest";
import { parseDescription } from "../description/load-description.js";
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import { build } from "../measure/build.js";
import { defaultOptions } from "../options/check-options.js";
import { targetById } from "../targets/registry.js";
import { printLedger } from "./print-ledger.js";
import { Terminal } from "./terminal.js";

function printed(ledger: readonly LossEntry[]): string {
  const lines: string[] = [];
  const terminal = new Terminal({ quiet: true, json: false });
  terminal.print = (line = "") => void lines.push(line);
  printLedger(terminal, ledger);
  return lines.join("\n");
}

const entry = (worst: number, meanInputChange: number): LossEntry => ({
  kind: "weight-rounded",
  where: "projection AB",
  count: 3,
  of: 4,
  worst,
  unit: "µS",
  meanInputChange,
  note: "",
});

/** Conductances on SpiNNaker: weights in µS, some of them rounded by less than a millionth. */
const CONDUCTANCES = `
name: units
timestep: 0.1 ms
duration: 10 ms
populations:
  A: { size: 40, neuron: { model: iaf_cond_exp, C_m: 200 pF, g_L: 10 nS, E_L: -60 mV, V_th: -50 mV, V_reset: -60 mV, t_ref: 2 ms, tau_syn_ex: 5 ms, tau_syn_in: 10 ms, E_ex: 0 mV, E_in: -80 mV } }
projections:
  AA: { pre: A, post: A, connect: { rule: fixed_indegree, K: 10 }, weight: 1.5 nS, delay: 1 ms }
  IA: { pre: A, post: A, connect: { rule: fixed_indegree, K: 10 }, weight: { normal: { mean: -10 nS, sd: 2 nS, max: 0 nS } }, delay: 1 ms }
`;

describe("the loss ledger in a terminal", () => {
  it("has one format of numbers: an exponent below 1e-4 of either sign, and no other", () => {
    const text = printed([entry(1.45e-7, -9.4e-8), entry(0.0000019, 2.5e-5), entry(0.012, -0.03), entry(3, NaN)]);
    expect(text).toMatch(/1\.45e-7 µS +-9\.4e-6 %/);
    expect(text).toMatch(/1\.9e-6 µS +0\.0025 %/);
    expect(text).toMatch(/0\.012 µS +-3 %/);
    expect(text).toMatch(/3 µS +–/);
    expect(text).not.toMatch(/0\.0000/);
  });

  it("has one spelling of a unit, in figures and in notes", () => {
    const target = targetById("spinnaker1");
    const { description } = parseDescription(CONDUCTANCES, "units.yaml", () => new Uint8Array(0));
    const text = printed(build(description, target, defaultOptions(target)).compiled.program.ledger);
    expect(text).toContain("µS");
    expect(text).not.toMatch(/\buS\b|0\.0000\d/);
  });
});
