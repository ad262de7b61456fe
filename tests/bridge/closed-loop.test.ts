/** A balanced network holds a falling cursor, and goes the same way on the emulator and on every board. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { equipoise, ROOT, temporaryFolder } from "../cli/equipoise.js";

const example = join(ROOT, "examples/closed-loop.yaml");
const folder = temporaryFolder();
afterAll(() => folder.remove());

interface Outcome {
  readonly fingerprint: string;
  readonly spikes: number;
  readonly latencyMs: Readonly<Record<string, number>>;
  readonly bytes: { readonly sent: number; readonly received: number } | null;
  readonly plant: { readonly falls: number; readonly rms: number };
}

async function loop(...args: string[]): Promise<Outcome> {
  const { code, stdout, stderr } = await equipoise(["loop", example, ...args, "--json"], folder.path);
  expect(stderr).not.toMatch(/error/);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Outcome;
}

describe("equipoise loop", () => {
  it("holds the cursor, on the reference and on chips; alone it falls", async () => {
    const alone = await loop("--plant", "cursor-alone");
    expect(alone.plant.falls).toBeGreaterThan(1);
    for (const where of [
      ["--on", "reference"],
      ["-t", "loihi1"],
      ["-t", "rp2040"],
    ]) {
      const held = await loop(...where);
      expect(held.plant.falls).toBe(0);
      expect(held.plant.rms).toBeLessThan(alone.plant.rms / 3);
    }
  });

  it.each([
    ["rp2040", "pico"],
    ["stm32f405", "mcu"],
    ["rp2040", "host"],
    ["ice40up5k", "fpga"],
  ])(
    "goes the same way on the emulator of %s and on simulated:%s, every spike and every position",
    async (target, board) => {
      const emulated = await loop("-t", target, "--duration", "600");
      const onBoard = await loop("--on", `simulated:${board}`, "--duration", "600");
      expect(onBoard.fingerprint).toBe(emulated.fingerprint);
      expect(onBoard.spikes).toBe(emulated.spikes);
      expect(onBoard.spikes).toBeGreaterThan(500);
      // A step goes there and back in some hundred bytes.
      expect(onBoard.bytes!.sent / 600).toBeLessThan(120);
      expect(onBoard.bytes!.received / 600).toBeLessThan(120);
      expect(onBoard.latencyMs["max"]).toBeGreaterThanOrEqual(onBoard.latencyMs["p50"]);
    },
  );

  it("gives the same spikes for blocks of steps as its emulator, and others than step by step", async () => {
    const [one, ten] = [
      await loop("-t", "rp2040", "--duration", "600"),
      await loop("-t", "rp2040", "--duration", "600", "--block", "10"),
    ];
    expect(ten.fingerprint).not.toBe(one.fingerprint);
    expect((await loop("--on", "simulated:host", "--duration", "600", "--block", "10")).fingerprint).toBe(
      ten.fingerprint,
    );
  });

  it("takes a plant from a module, writes its course, and says what is wrong with one", async () => {
    writeFileSync(
      join(folder.path, "plant.mjs"),
      "export default ({ sources }) => { let n = 0; return { sense: (from) => (from % 10 === 0 ? [{ step: from, source: sources[0].name, id: 1, count: 2 }] : []), act: (a, b, spikes) => void (n += spikes.length), get state() { return { seen: n }; } }; };\n",
    );
    const csv = join(folder.path, "course.csv");
    const { spikes } = await loop("--plant", "./plant.mjs", "--duration", "300", "--csv", csv);
    const rows = (await import("node:fs")).readFileSync(csv, "utf8").trim().split("\n");
    expect(rows[0]).toBe("ms,seen");
    expect(rows.at(-1)).toBe(`300,${spikes}`);
    writeFileSync(
      join(folder.path, "wrong.mjs"),
      "export default () => ({ sense: () => [{ step: 0, source: 'nose', id: 0, count: 1 }], act() {}, state: {} });\n",
    );
    const wrong = await equipoise(["loop", example, "--plant", "wrong.mjs"], folder.path);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(
      /source 0 of "nose", which the network does not have[^]*sense_left \(0 … 39\), sense_right/,
    );
    const missing = await equipoise(["loop", example, "--plant", "nowhere.mjs"], folder.path);
    expect(missing.stderr).toMatch(/nowhere.mjs cannot be loaded/);
    const other = await equipoise(["loop", join(ROOT, "examples/small-balanced.yaml")], folder.path);
    expect(other.stderr).toMatch(/the cursor needs a population named left/);
  });
});
