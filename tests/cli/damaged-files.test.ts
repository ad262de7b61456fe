/** A damaged file gives one clear error, never a crash and never a silent default. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
const at = (name: string) => join(folder.path, name);
afterAll(() => folder.remove());

beforeAll(async () => {
  writeFileSync(at("net.yaml"), smallNetwork());
  await equipoise(["compile", "net.yaml", "-o", "good.eqp"], folder.path);
  await equipoise(["run", "good.eqp", "-o", "good.eqr"], folder.path);
  await equipoise(["verify", "net.yaml", "--seeds", "1", "--attribution", "never", "-o", "good"], folder.path);
  writeFileSync(at("good.eqv"), readFileSync(at("good/verification.eqv")));
  for (const kind of ["eqp", "eqr", "eqv"]) {
    const good = readFileSync(at(`good.${kind}`));
    const flipped = Uint8Array.from(good);
    flipped[good.length >> 1] ^= 1;
    writeFileSync(at(`flipped.${kind}`), flipped);
    writeFileSync(at(`short.${kind}`), good.subarray(0, good.length - 7));
    writeFileSync(at(`foreign.${kind}`), "MZ this is something else");
  }
});

const commands: Record<string, (file: string) => string[]> = {
  inspect: (file) => ["inspect", `${file}.eqp`],
  run: (file) => ["run", `${file}.eqp`],
  compare: (file) => ["compare", "good.eqr", `${file}.eqr`],
  report: (file) => ["report", `${file}.eqv`, "-o", "out.html"],
};

describe.each(["flipped", "short", "foreign"])("a %s file", (damage) => {
  it.each(Object.keys(commands))("is refused by %s with its name and exit code 1", async (command) => {
    const { code, stdout, stderr } = await equipoise(commands[command](damage), folder.path);
    expect(stderr.match(/error:/g)).toHaveLength(1);
    expect(stderr).toContain(damage);
    expect(stderr).not.toMatch(/\n\s+at |has a fault/);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });
});

it("an undamaged file of each kind is read", async () => {
  for (const command of Object.values(commands)) expect((await equipoise(command("good"), folder.path)).code).toBe(0);
});
