/** The same digest and the same raster: twice, for any number of workers, and for any order of keys. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { equipoise, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

async function digestOf(file: string): Promise<string> {
  const { stdout } = await equipoise(["compile", file, "-o", `${file}.eqp`, "--json"], folder.path);
  return (JSON.parse(stdout) as { digest: string }).digest;
}

async function rasterOf(...args: string[]): Promise<string> {
  const { stdout } = await equipoise(["run", ...args, "--json"], folder.path);
  return (JSON.parse(stdout) as { rasterHash: string }).rasterHash;
}

describe("the same input", () => {
  let digest = "";
  let raster = "";
  beforeAll(async () => {
    const text = smallNetwork();
    writeFileSync(join(folder.path, "net.yaml"), text);
    writeFileSync(join(folder.path, "shuffled.yaml"), stringify(reversed(parse(text))));
    writeFileSync(join(folder.path, "net.json"), JSON.stringify(parse(text)));
    [digest, raster] = [await digestOf("net.yaml"), await rasterOf("net.yaml")];
  });

  it.each(["net.yaml", "shuffled.yaml", "net.json"])("gives the same digest from %s", async (file) => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(file)).toBe(digest);
  });

  it.each([1, 2, 3, 8])("gives the same raster with %d workers", async (workers) => {
    expect(await rasterOf("net.yaml", "--workers", String(workers))).toBe(raster);
  });

  it("gives the same raster with as many workers as the forecast chooses, of a description and of its program", async () => {
    expect(await rasterOf("net.yaml", "--workers", "auto")).toBe(raster);
    expect(await rasterOf("net.yaml.eqp", "--workers", "auto")).toBe(raster);
  });

  it("gives the same raster of a SpiNNaker-style machine in one thread and in two", async () => {
    const one = await rasterOf("net.yaml", "--target", "spinnaker1");
    expect(await rasterOf("net.yaml", "--target", "spinnaker1", "--workers", "2")).toBe(one);
    expect(one).not.toBe(raster);
  });

  it("gives the same raster of the reference in one thread and in two", async () => {
    const one = await rasterOf("net.yaml", "--on", "reference");
    expect(await rasterOf("net.yaml", "--on", "reference", "--workers", "2")).toBe(one);
    expect(one).not.toBe(raster);
  });

  it("gives another digest and raster for another seed", async () => {
    expect(await rasterOf("net.yaml", "--seed", "4")).not.toBe(raster);
  });

  it("goes on from a checkpoint to the end of the run that was not interrupted", async () => {
    await equipoise(["run", "net.yaml", "--duration", "400", "--checkpoint", "half"], folder.path);
    await equipoise(["run", "net.yaml", "--resume", "half", "--checkpoint", "resumed"], folder.path);
    await equipoise(["run", "net.yaml", "--checkpoint", "whole"], folder.path);
    const [resumed, whole] = ["resumed", "whole"].map((name) => readFileSync(join(folder.path, name)));
    expect(whole.length).toBeGreaterThan(100);
    expect(resumed.equals(whole)).toBe(true);
  });
});
