/** An option that the input or the place cannot obey is refused in a sentence; a seed is obeyed where anything is drawn. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { equipoise, smallNetwork, temporaryFolder } from "./equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());
beforeAll(async () => {
  const extra = "stimuli:\n  x: { type: poisson, target: E, rate: 800 Hz, weight: { jump: 1 mV } }\n";
  writeFileSync(join(folder.path, "net.yaml"), smallNetwork({ duration: "250 ms", extra }));
  writeFileSync(join(folder.path, "fixed.yaml"), smallNetwork({ duration: "250 ms" }));
  for (const [name, more] of [
    ["net", ["--dump", "dump"]],
    ["fixed", []],
  ] as const) {
    const { code, stderr } = await equipoise(["compile", `${name}.yaml`, ...more], folder.path);
    expect([code, stderr]).toEqual([0, expect.anything()]);
  }
});

async function rasterOf(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await equipoise(["run", ...args, "--json"], folder.path);
  expect([code, stderr]).toEqual([0, expect.anything()]);
  return (JSON.parse(stdout) as { rasterHash: string }).rasterHash;
}

async function refused(message: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await equipoise(args, folder.path);
  expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
}

describe("--seed of a compiled program", () => {
  it("draws its Poisson spikes: those of its integers with that seed, and its own unless told", async () => {
    const rasters = await Promise.all(["1", "2", "3"].map((seed) => rasterOf("net.eqp", "--seed", seed)));
    expect(new Set(rasters).size).toBe(3);
    for (const [k, seed] of ["1", "2"].entries()) expect(await rasterOf("dump", "--seed", seed)).toBe(rasters[k]);
    // The description's.
    expect(await rasterOf("net.eqp")).toBe(rasters[2]);
  });

  it("says what it is for, and where it changes nothing; one that is no seed is refused", async () => {
    expect((await equipoise(["run", "net.eqp", "--seed", "9"], folder.path)).stderr).toContain(
      "seed 9 is of what is drawn while tiny runs, Poisson spikes and noise; its synapses and initial values are compiled, with seed 3",
    );
    expect((await equipoise(["run", "fixed.eqp", "--seed", "9"], folder.path)).stderr).toContain(
      "--seed 9 changes nothing",
    );
    await refused("the seed -1 is not a whole number in 0..4294967295", "run", "net.eqp", "--seed=-1");
    await refused("the seed 1.5 is not a whole number", "compile", "dump", "--seed", "1.5", "-o", "x.eqp");
  });
});

describe("an option that comes to nothing", () => {
  it("is refused of a compiled program, on every command that takes one", async () => {
    const compiled = "decides how a network is compiled, and net.eqp is compiled already";
    await refused(`--target ${compiled}`, "run", "net.eqp", "-t", "spinnaker1", "--shift-rule", "published");
    await refused(`--weight-bits ${compiled}`, "run", "net.eqp", "--weight-bits", "2", "--rounding", "floor");
    await refused(`--poisson ${compiled}`, "run", "net.eqp", "--poisson", "noise");
    for (const command of ["deploy", "run", "lockstep"])
      await refused(`--weight-bits ${compiled}`, "board", command, "net.eqp", "--weight-bits", "2");
    await refused(`--rounding ${compiled}`, "export", "net.eqp", "--to", "lava", "-o", "l", "--rounding", "floor");
    await refused("--weight-bits decides which integers", "run", "dump", "--weight-bits", "2");
  });

  it("is not taken for the description that a command needs", async () => {
    for (const command of ["check", "compile", "verify", "loop", "compare-targets"])
      await refused("net.eqp is a compiled program, and a description is needed here", command, "net.eqp");
  });

  it("is warned of where it is about a chip and the reference runs, so that one line serves both sides", async () => {
    const { code, stderr } = await equipoise(
      ["run", "net.yaml", "--on", "reference", "-t", "loihi1", "--weight-bits", "4"],
      folder.path,
    );
    expect(code).toBe(0);
    for (const option of ["--target", "--weight-bits"])
      expect(stderr).toContain(`warning: ${option} is about a chip, and the reference runs the network in float64`);
  });

  it("is no fault where a program is named its own target", async () => {
    expect((await equipoise(["run", "net.eqp", "-t", "loihi1"], folder.path)).code).toBe(0);
  });

  it("is refused of a place that does not obey it", async () => {
    await refused("--baud is of the line to a board, and the emulator has none", "run", "net.yaml", "--baud", "100");
    await refused("--baud is of the line to a board, and none is named", "verify", "net.yaml", "--baud", "100");
    await refused("--exchange is about several ranks", "run", "net.yaml", "--exchange", "star");
    await refused("--rank-timeout is about several ranks", "run", "net.yaml", "--rank-timeout", "5");
    const state = ["--checkpoint", "state", "--checkpoint-every", "50"];
    // Nothing is dialled: nobody is there.
    for (const command of [["run"], ["board", "run"]]) {
      const nobody = [...command, "net.yaml", "--on", "board:/dev/nosuch"];
      await refused("--checkpoint needs the state of board:/dev/nosuch", ...nobody, ...state);
      await refused("write --on emulator, or leave out --resume", ...nobody, "--resume", "state");
    }
    await refused("is TCP and has no baud rate", "board", "info", "--on", "board:tcp:localhost:9", "--baud", "9600");
  });
});

describe("a board of the other family of chips", () => {
  it.each([
    ["dump", [], "these integers are of that family of chips: use a board of it, such as --on simulated:fpga"],
    ["net.eqp", [], "give the description of the program, which is compiled for this board"],
    ["net.yaml", ["-t", "loihi1"], "compile for this board: leave out --target"],
  ])("is refused with the way out of %s", async (input, more, hint) => {
    const { code, stderr } = await equipoise(["board", "run", input, "--on", "simulated:pico", ...more], folder.path);
    expect([code, stderr]).toEqual([5, expect.stringContaining(hint)]);
    expect(stderr).toContain("does not run Loihi-style programs");
  });
});
