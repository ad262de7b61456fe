/** Run, inspection and comparison leave the same burn-in out, and say so. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, ROOT, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
beforeAll(() => writeFileSync(join(folder.path, "net.yaml"), smallNetwork({ duration: "300 ms" })));
afterAll(() => folder.remove());

interface Measured {
  readonly burnInSteps?: number;
  readonly measuredFromStep: number;
  readonly populations: readonly Readonly<Record<string, unknown>>[];
}

async function said(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await equipoise(args, folder.path);
  expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
  return stdout;
}
const measured = async (...args: string[]) => JSON.parse(await said(...args, "--json")) as Measured;
const LEFT_OUT = "measured from 100 ms on: the burn-in is left out";
/** Of a program on the screen: the line before the table, and the table. */
const tableOf = (text: string) => text.split("\n").slice(1, 6).join("\n");

describe("the burn-in of a recording", () => {
  it("is left out by inspect as by run, also of a program, and compare leaves it out too", async () => {
    const run = await said("run", "net.yaml", "-o", "a.eqr");
    expect(run).toContain(LEFT_OUT);
    expect(tableOf(await said("inspect", "a.eqr"))).toBe(tableOf(run));
    await said("compile", "net.yaml", "-o", "net.eqp");
    const program = await measured("run", "net.eqp", "-o", "b.eqr");
    expect(program).toMatchObject({ burnInSteps: 200, measuredFromStep: 200 });
    const shown = await measured("inspect", "b.eqr");
    expect(shown).toMatchObject({ burnInSteps: 200, measuredFromStep: 200 });
    expect(shown.populations).toMatchObject(program.populations);
    expect(await said("compare", "a.eqr", "b.eqr")).toContain(LEFT_OUT);
  });

  it("can be another one, and one that leaves nothing is refused", async () => {
    await said("run", "net.yaml", "-o", "c.eqr");
    const whole = await measured("inspect", "c.eqr", "--burn-in", "0");
    const rest = await measured("inspect", "c.eqr");
    expect(whole.measuredFromStep).toBe(0);
    expect(whole.populations[0].rate).not.toBe(rest.populations[0].rate);
    expect(await said("inspect", "c.eqr", "--burn-in", "0")).not.toContain("measured from");
    expect(await measured("compare", "c.eqr", "c.eqr", "--burn-in", "150")).toMatchObject({ measuredFromStep: 300 });
    for (const [given, message] of [
      ["300", "--burn-in 300 ms leaves nothing of a recording that ends at 300 ms"],
      ["-1", "--burn-in -1 is not a time of at least 0 ms"],
    ] as const)
      for (const command of [["inspect"], ["compare", "c.eqr"]]) {
        const refused = await equipoise([...command, "c.eqr", `--burn-in=${given}`], folder.path);
        expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(message)]);
      }
  });

  it("is over where a run goes on from a checkpoint: what counts from there, and what from step 0, is said", async () => {
    await said("run", "net.yaml", "--duration", "200", "--checkpoint", "half.eqk");
    const rest = await said("run", "net.yaml", "--resume", "half.eqk", "-o", "rest.eqr");
    expect(rest).toMatch(/: 200 steps of 0\.5 ms from step 400 on, \d+ spikes/);
    for (const text of [rest, await said("inspect", "rest.eqr")]) {
      expect(text).toContain("measured from 200 ms on, where it begins");
      expect(text).toMatch(/^counter, since step 0 /m);
    }
    const figures = async (...args: string[]) =>
      JSON.parse(await said("run", "net.yaml", ...args, "--json")) as {
        startStep: number;
        spikes: number;
        counters: { spikes: number };
      };
    const [half, resumed] = [await figures("--duration", "200"), await figures("--resume", "half.eqk")];
    expect(resumed).toMatchObject({ startStep: 400, counters: { spikes: half.spikes + resumed.spikes } });
    expect(await said("run", "net.yaml")).toMatch(/^counter {2,}value/m);
  });

  it("is not known of a file of an earlier version, which is said, and 0", async () => {
    const old = join(ROOT, "tests/recordings/eqr1-emulator.eqr");
    expect(await said("inspect", old)).toContain(
      "the file does not say what the burn-in was; --burn-in MS leaves it out",
    );
    const shown = await measured("inspect", old);
    expect(shown.measuredFromStep).toBe(0);
    expect(shown).not.toHaveProperty("burnInSteps");
    expect(await said("inspect", old, "--burn-in", "10")).toContain("measured from 10 ms on");
    expect(await said("compare", old, old)).toContain("the file does not say what the burn-in was");
  });
});
