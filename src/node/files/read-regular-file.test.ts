import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { EquipoiseError } from "../../diagnostics/diagnostic.js";
import { loadDescription } from "./load-description.js";
import { readRegularFile } from "./read-regular-file.js";

const folder = mkdtempSync(join(tmpdir(), "equipoise-read-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof EquipoiseError) return `${error.diagnostics[0].code}: ${error.diagnostics[0].message}`;
    throw error;
  }
  return "accepted";
}

describe("readRegularFile", () => {
  it("reads a file, an empty one, one through a link, and one that says it has no size", () => {
    writeFileSync(at("a"), "abc");
    writeFileSync(at("empty"), "");
    symlinkSync(at("a"), at("link"));
    expect(new TextDecoder().decode(readRegularFile(at("a"), 3))).toBe("abc");
    expect(readRegularFile(at("empty"), 3)).toHaveLength(0);
    expect(readRegularFile(at("link"), 3)).toHaveLength(3);
    expect(readRegularFile("/proc/self/status", 1_000_000).length).toBeGreaterThan(100);
  });

  it("refuses a device, a link to one, a FIFO without a writer, a folder and what is missing, at once", () => {
    execFileSync("mkfifo", [at("fifo")]);
    symlinkSync("/dev/zero", at("zero"));
    for (const path of ["/dev/zero", at("zero"), at("fifo")])
      expect(refusal(() => readRegularFile(path, 1e9))).toBe(
        `file-unreadable: cannot read ${path}: it is a device, a pipe or a socket`,
      );
    expect(refusal(() => readRegularFile(folder, 10))).toContain("it is a folder");
    expect(refusal(() => readRegularFile(at("none"), 10))).toContain("it does not exist");
  });

  it("refuses a file above the limit before it is read, also one without a size", () => {
    execFileSync("truncate", ["-s", "5G", at("sparse")]);
    expect(refusal(() => readRegularFile(at("sparse"), 1000))).toMatch(/^file-too-large/);
    expect(refusal(() => readRegularFile("/proc/self/status", 10))).toMatch(/^file-too-large/);
  });

  it("reads descriptions and their matrices: a matrix that is a device is an error of the description", () => {
    symlinkSync("/dev/zero", at("m.npy"));
    writeFileSync(
      at("net.yaml"),
      "timestep: 1 ms\nduration: 20 ms\npopulations:\n  A: { size: 2, neuron: { model: iaf_psc_exp } }\nprojections:\n  a: { pre: A, post: A, connect: { rule: matrix, file: m.npy, weight_unit: 1 pA } }\n",
    );
    expect(refusal(() => loadDescription(at("net.yaml")))).toMatch(
      /^file-unreadable: projections\.a\.connect\.file: cannot read `m\.npy`.*device/,
    );
    expect(refusal(() => loadDescription("/dev/zero"))).toMatch(/^file-unreadable/);
    expect(refusal(() => loadDescription(at("sparse")))).toMatch(/^file-too-large/);
  });
});
