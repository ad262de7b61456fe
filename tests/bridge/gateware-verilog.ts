/** What is asked of the Verilog of every board: that lint, a second parser and the cells of the part take it, and that each port has a pin. */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Family } from "../../scripts/bitstreams/boards.js";

export const gateware = join(import.meta.dirname, "../../firmware-bridge/gateware");
const RTL = join(gateware, "rtl");

/** Returns the paths of all Verilog sources of these folders of gateware/. */
export function verilogIn(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(gateware, folder))
      .filter((name) => name.endsWith(".v"))
      .map((name) => join(gateware, folder, name)),
  );
}

/** Verilator's lint with every warning on, as plain Verilog-2005. */
export function expectCleanLint(top: string, sources: readonly string[]): void {
  const args = ["--lint-only", "-Wall", "--language", "1364-2005", `-I${RTL}`, "--top-module", top, ...sources];
  expect(() => execFileSync("verilator", args, { stdio: "pipe" })).not.toThrow();
}

/** Icarus, as plain Verilog-2005, without a warning. */
export function expectParsed(sources: readonly string[]): void {
  const args = ["-g2005", "-Wall", "-I", RTL, "-t", "null", ...sources];
  expect(execFileSync("iverilog", args, { stdio: "pipe" }).toString()).toBe("");
}

/** Yosys' options and libraries of the families' cells. */
const CELLS: Readonly<Record<Family, string>> = {
  ice40: "read_verilog -D ICE40 -lib +/ice40/cells_sim.v; read_verilog -D ICE40",
  ecp5: "read_verilog -lib +/ecp5/cells_sim.v +/ecp5/cells_bb.v; read_verilog -D ECP5",
};

/** Every module and port that `top` and what is below it name is there, the part's cells among them. */
export function expectCells(family: Family, top: string, sources: readonly string[]): void {
  const script = `${CELLS[family]} -I${RTL} ${sources.join(" ")}; hierarchy -check -top ${top}`;
  expect(() => execFileSync("yosys", ["-q", "-p", script], { stdio: "pipe" })).not.toThrow();
}

/** A line of the constraints that gives a port its pin: the port, the pin. */
const PIN: Readonly<Record<Family, RegExp>> = {
  ice40: /^set_io (\S+) (\d+)$/gm,
  ecp5: /^LOCATE COMP "(.+)" SITE "(\w+)";$/gm,
};

/**
 * Every wire of every port has a pin of its own, and no pin is left over. Returns how many there are.
 * @param top file with the top level, under gateware/, as `constraints`
 */
export function expectPins(family: Family, top: string, constraints: string): number {
  const ports = readFileSync(join(gateware, top), "utf8").matchAll(
    /^ {4}(?:input|output|inout) +wire +(?:\[(\d+):0\] +)?(\w+)/gm,
  );
  const wires = [...ports].flatMap(([, high, name]) =>
    high === undefined ? [name] : Array.from({ length: Number(high) + 1 }, (_, k) => `${name}[${k}]`),
  );
  const pins = [...readFileSync(join(gateware, constraints), "utf8").matchAll(PIN[family])];
  expect(pins.map(([, name]) => name).sort()).toEqual(wires.sort());
  expect(new Set(pins.map(([, , pin]) => pin)).size).toBe(pins.length);
  return pins.length;
}
