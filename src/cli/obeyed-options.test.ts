import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dashed, writtenOptions } from "../options/option-table.js";
import { optionTables } from "../options/option-tables.js";
import { encodeProgram } from "../program/encode.js";
import { sampleProgram } from "../program/sample-program.fixture.js";
import * as options from "./obeyed-options.js";
import type { Given } from "./obeyed-options.js";

const given = (more: Partial<Given>): Given => ({ input: "net.yaml", kind: "description", on: "emulator", ...more });
const PROGRAM = given({ input: "net.eqp", kind: "program" });
const NAMES = [...new Set(optionTables.flatMap((table) => writtenOptions(table).map(([name]) => name)))];

/** Codes of what was reported. */
function refuseIdleOptions(args: object, of: Given): string[] {
  const codes: string[] = [];
  options.refuseIdleOptions(args, of, ({ code }) => codes.push(code));
  return codes;
}

const refuseIdleCompilerOptions = (args: object, of: Given) =>
  options.refuseIdleCompilerOptions(args, of, ({ message }) => expect.unreachable(message));

describe("options that an input or a place does not obey", () => {
  it.each(NAMES)("%s is refused for a compiled program, with the way out", (name) => {
    expect(() => refuseIdleOptions({ [name]: "x" }, PROGRAM)).toThrow(
      `--${dashed(name)} decides how a network is compiled, and net.eqp is compiled already`,
    );
  });

  it.each(["target", ...NAMES])("%s is warned of for the reference, and taken for the emulator", (name) => {
    expect(refuseIdleOptions({ [name]: "x" }, given({ on: "reference" }))).toEqual(["idle-option"]);
    expect(refuseIdleOptions({ [name]: "x" }, given({}))).toEqual([]);
  });

  it("takes the target of a program from the beginning of its file, which is read to its end once, where it is loaded", () => {
    const folder = mkdtempSync(join(tmpdir(), "equipoise-options-"));
    try {
      const input = join(folder, "cut.eqp");
      // Nothing of its synapses is there: whoever decodes it fails.
      writeFileSync(input, encodeProgram(sampleProgram()).subarray(0, 200));
      const of = { input, kind: "program" } as const;
      expect(() => refuseIdleCompilerOptions({ target: sampleProgram().target }, of)).not.toThrow();
      expect(() => refuseIdleCompilerOptions({ target: "spinnaker1" }, of)).toThrow(/is compiled already/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("takes what moves the time step where the reference runs with that step", () => {
    const reference = given({ on: "reference", fitsTimestep: true });
    expect(refuseIdleOptions({ fitTimestep: 0.1, target: "loihi1" }, reference)).toEqual([]);
    expect(refuseIdleOptions({ target: "loihi1" }, reference)).toEqual(["idle-option"]);
    expect(refuseIdleOptions({ fitTimestep: 0.1, weightBits: 4 }, reference)).toEqual(["idle-option"]);
  });

  it("takes of an integer network what places it, and refuses what made its integers", () => {
    const integers = { input: "DIR", kind: "integers" } as const;
    for (const name of ["target", "board", "oversize", "atomsPerCore"])
      expect(() => refuseIdleCompilerOptions({ [name]: 1 }, integers)).not.toThrow();
    for (const name of ["weightBits", "rounding", "shiftRule", "poisson"])
      expect(() => refuseIdleCompilerOptions({ [name]: 1 }, integers)).toThrow(/DIR has them already/);
  });

  it.each([
    ["baud", { on: "emulator" }, /--baud is of the line to a board, and the emulator has none/],
    ["baud", { on: undefined }, /none is named/],
    ["exchange", {}, /--exchange is about several ranks/],
    ["rankTimeout", {}, /--rank-timeout is about several ranks/],
    ["kernel", { on: "simulated:host" }, /simulated:host has none/],
    ["checkpoint", { on: "simulated:fpga" }, /--checkpoint needs the state of simulated:fpga, .* cannot be saved/],
    ["checkpointEvery", { on: "board:/dev/ttyUSB1" }, /--checkpoint-every needs the state of board:.* cannot be saved/],
    ["resume", { on: "simulated:fpga" }, /--resume needs a state in simulated:fpga, .* loaded into a board/],
  ] as const)("%s is refused with %o", (name, more, message) => {
    expect(() => refuseIdleOptions({ [name]: 1 }, given(more))).toThrow(message);
  });

  it.each([
    ["kernel", { on: "reference" }],
    ["workers", { on: "simulated:fpga" }],
  ] as const)("%s is warned of with %o", (name, more) => {
    expect(refuseIdleOptions({ [name]: 1 }, given(more))).toEqual(["idle-option"]);
  });

  it.each([
    ["baud", { on: "board:/dev/ttyUSB1" }],
    ["exchange", { ranks: true }],
    ["rankTimeout", { ranks: true }],
    ["kernel", {}],
    ["checkpoint", {}],
    ["checkpointEvery", { on: "reference" }],
    ["resume", { on: "emulator" }],
    ["workers", { on: "reference" }],
    ["workers", {}],
  ] as const)("%s is taken with %o", (name, more) => {
    expect(() => refuseIdleOptions({ [name]: 1 }, given(more))).not.toThrow();
  });

  it("names a flag as it was written", () => {
    expect(() => refuseIdleOptions({ compensateDecay: false }, PROGRAM)).toThrow(
      /--no-compensate-decay decides[^]*again with --no-compensate-decay/,
    );
  });
});
