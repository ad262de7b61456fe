/**
 * A third family, for as long as this file runs: everything that docs/add-a-target.md names, and nothing else. It compiles an example, runs it bit
 * for bit, keeps it in a program file, and gets a verdict with options of its own.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { emulatorOf, readoutOfProgram, utilisationOf } from "../../src/families/of-program.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import { build } from "../../src/measure/build.js";
import { quantize } from "../../src/measure/quantize.js";
import { defaultOptions, optionsWith } from "../../src/options/check-options.js";
import type { FamilyOptions } from "../../src/options/option-tables.js";
import { decodeProgram } from "../../src/program/decode.js";
import { programDigest } from "../../src/program/digest.js";
import { encodeProgram } from "../../src/program/encode.js";
import { allTargets, targetById } from "../../src/targets/registry.js";
import { verify } from "../../src/verify/verify.js";
import { registerShiftFamily } from "./family.js";
import { seen, type ShiftProgram } from "./program.js";

const FILE = "examples/small-balanced.yaml";
/** The whole example takes 8,400 steps. */
const STEPS = 1500;
const { description } = parseDescription(
  readFileSync(FILE, "utf8").replace("duration: 4.2 s", "duration: 1.2 s"),
  FILE,
  () => new Uint8Array(0),
);

beforeAll(registerShiftFamily);

const options = (changes: Record<string, unknown> = {}) => optionsWith(targetById("shift1"), changes) as FamilyOptions;
const compiled = () => build(description, targetById("shift1"), options());

/** By definition: every synapse is looked at in every step, and nothing is kept but who spiked when. */
function runByDefinition({ cores, inputs, seed, dt, size, stateBits }: ShiftProgram, steps: number): string {
  const most = 2 ** (stateBits - 1) - 1;
  const saturate = (x: number) => Math.max(-most, Math.min(most, x));
  const player = new SourcePlayer({ seed, dt, sources: inputs });
  const history: Map<number, number>[] = [];
  const [u, v, quiet] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (const { neurons, v0 } of cores) neurons.forEach((id, atom) => (v[id] = v0[atom]));
  const raster: string[] = [];
  for (let step = 0; step < steps; step++) {
    const now = new Map<number, number>();
    player.play(step, (id, count) => now.set(id, count));
    for (const { neurons, synapses, uShift, vShift, threshold, bias, refractory } of cores) {
      const input = new Float64Array(neurons.length);
      for (const [source, atom, weight, delay] of synapses)
        if (step >= delay) input[atom] += weight * (history[step - delay].get(source) ?? 0);
      neurons.forEach((id, atom) => {
        u[id] = saturate(u[id] - Math.floor(u[id] / 2 ** uShift) + input[atom]);
        if (quiet[id] > 0) quiet[id]--;
        else v[id] = saturate(v[id] - Math.floor(v[id] / 2 ** vShift) + u[id] + bias);
        if (v[id] < threshold) return;
        raster.push(`${step} ${id}`);
        now.set(id, 1);
        v[id] = 0;
        quiet[id] = refractory;
      });
    }
    history.push(now);
  }
  return `${raster.join(",")} u ${[...u].join()} v ${[...v].join()}`;
}

async function runEmulator(program: ShiftProgram, steps: number): Promise<string> {
  const target = await emulatorOf(program as never);
  const raster: string[] = [];
  const sink = (step: number, ids: Uint32Array, count: number) => {
    for (const id of ids.subarray(0, count)) raster.push(`${step} ${id}`);
  };
  await target.advance(Math.floor(steps / 2), sink);
  // Interrupted, and resumed on another one.
  const other = await emulatorOf(program as never);
  await other.restore(await target.checkpoint());
  await other.advance(steps - Math.floor(steps / 2), sink);
  const { u, v } = await other.readState(Uint32Array.from({ length: program.size }, (_, i) => i));
  return `${raster.join(",")} u ${[...u].join()} v ${[...v].join()}`;
}

describe("a family that is registered from outside", () => {
  it("is a target like every other, whose options are its own", () => {
    expect(allTargets().map(({ id }) => id)).toContain("shift1");
    expect(defaultOptions(targetById("shift1"))).toMatchObject({
      family: "shift",
      board: "one",
      thresholdBits: 12,
      weightBits: 8,
    });
    expect(() => options({ weightBits: 9 })).toThrow(/weightBits: 9/);
    expect(() => options({ signMode: "mixed" })).toThrow(
      /signMode is no option of shift1[\s\S]*thresholdBits, weightBits/,
    );
    expect(() => optionsWith(targetById("loihi1"), { thresholdBits: 8 })).toThrow(
      /thresholdBits is no option of loihi1/,
    );
    expect(registerShiftFamily).toThrow(/there is a family shift already/);
  });

  it("compiles an example, and runs it bit for bit as its definition says", async () => {
    const program = seen(compiled().compiled.program);
    expect(program.cores.length).toBe(5);
    const run = await runEmulator(program, STEPS);
    // More spikes than neurons: it is the network that runs, not its silence.
    expect(run.split(" u ")[0].split(",").length).toBeGreaterThan(program.size);
    expect(run).toBe(runByDefinition(program, STEPS));
  });

  it("keeps its programs in files, with a digest that every bit of the image changes", () => {
    const { program } = compiled().compiled;
    const file = encodeProgram(program);
    const decoded = decodeProgram(file);
    expect(decoded).toEqual(program);
    expect(utilisationOf(decoded).cores).toHaveLength(5);
    // A probe of it is left out, rather than read as if the program were a machine of another family.
    const probe = { population: "E", neurons: Uint32Array.of(0), variable: "v", period: 1 } as const;
    expect(readoutOfProgram(probe, decoded)).toBeNull();
    const [first, ...others] = seen(program).cores;
    const changed = { ...program, cores: [{ ...first, bias: first.bias + 1 }, ...others] } as unknown as typeof program;
    expect(programDigest(changed)).not.toBe(programDigest(program));
    const broken = {
      ...program,
      cores: [{ ...first, synapses: [[9999, 0, 1, 1]] }, ...others],
    } as unknown as typeof program;
    expect(() => decodeProgram(encodeProgram(broken))).toThrow(/source 9999/);
  });

  it("is checked before anything is run: cores, rates and rounded weights", () => {
    const { cores, onChip, ledger } = quantize(description, targetById("shift1"), options());
    expect(cores).toBe(5);
    expect(onChip.populations[0].parameters.tau_m).toBeCloseTo(-0.5 / Math.log(1 - 1 / 32), 9);
    expect(ledger.map(({ kind }) => kind)).toContain("weight-rounded");
  });

  it("gets a verdict, and a worse one with weights of two bits", async () => {
    const verdictWith = async (changes: Record<string, unknown>) =>
      verify({
        description,
        file: FILE,
        command: "test",
        target: targetById("shift1"),
        options: options(changes),
        seeds: [1, 2],
        jobs: 1,
        attribution: "never",
      });
    const [fine, coarse] = [await verdictWith({}), await verdictWith({ weightBits: 2 })];
    expect(fine.target).toMatchObject({ id: "shift1", board: "one", coresUsed: 5 });
    expect(fine.options).toMatchObject({ family: "shift", weightBits: 8 });
    const shift = ({ runs }: typeof fine) =>
      Math.abs(runs[0].target.populations[0].rate - runs[0].reference.populations[0].rate);
    expect(fine.runs[0].target.populations[0].rate).toBeGreaterThan(1);
    expect(shift(coarse)).toBeGreaterThan(5 * shift(fine));
    expect(coarse.runs[0].digest).not.toBe(fine.runs[0].digest);
  });
});
