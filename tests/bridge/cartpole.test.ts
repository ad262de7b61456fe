/** A balanced network holds the pole of gymnasium's CartPole-v1, and goes the same way on the emulator and on boards. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PYTHON_DOORS, pythonOf } from "../../scripts/python-environments.js";
import { equipoise, ROOT, temporaryFolder } from "../cli/equipoise.js";

interface Outcome {
  readonly fingerprint: string;
  readonly spikes: number;
  readonly plant: {
    readonly episodes: number;
    readonly mean_steps: number;
    readonly longest: number;
    readonly under_way: number;
  };
}

const network = join(ROOT, "examples/cartpole/cartpole.yaml");
const folder = temporaryFolder();
afterAll(() => folder.remove());
let python: string;
beforeAll(() => {
  python = pythonOf(PYTHON_DOORS);
  process.env["PYTHONPATH"] = join(ROOT, "python");
}, 600_000);

async function play(
  where: readonly string[],
  plant = `"${join(ROOT, "examples/cartpole/plant.py")}"`,
): Promise<Outcome> {
  const words = ["loop", network, ...where, "--block", "20", "--plant-timeout", "60", "--json"];
  const { code, stdout, stderr } = await equipoise([...words, "--plant", `"${python}" ${plant}`]);
  expect(stderr).not.toMatch(/error/);
  expect(code).toBe(0);
  return JSON.parse(stdout) as Outcome;
}

describe("CartPole", () => {
  it.each([
    ["reference", ["--on", "reference"]],
    ["Loihi 1", ["-t", "loihi1"]],
    ["RP2040", ["-t", "rp2040"]],
    ["iCE40", ["-t", "ice40up5k"]],
  ])("is held to the end of an episode, 500 steps, on the %s", async (_, where) => {
    const { plant } = await play(where);
    expect(plant).toMatchObject({ episodes: 1, longest: 500, under_way: 0 });
  });

  it("starts from the templates of --init-plant in Python and for gymnasium", async () => {
    for (const language of ["python", "gym"])
      expect((await equipoise(["loop", "--init-plant", language, `${language}.py`], folder.path)).code).toBe(0);
    const { plant } = await play(["--on", "reference", "--duration", "1000"], `"${join(folder.path, "gym.py")}"`);
    expect(plant).toMatchObject({ episodes: 0, longest: 50 });
    const words = ["loop", join(ROOT, "examples/closed-loop.yaml"), "--plant-timeout", "60", "--json"];
    const cursor = await equipoise([...words, "--plant", `"${python}" python.py`], folder.path);
    expect((JSON.parse(cursor.stdout) as { plant: { farthest: number } }).plant.farthest).toBeLessThan(0.5);
  });

  it("falls where the network senses nothing", async () => {
    const { plant } = await play(["--on", "reference"], "-m equipoise.gym CartPole-v1 --high 2.4,2,0.2,2 --peak 0");
    expect(plant.episodes).toBeGreaterThan(8);
    expect(plant.longest).toBeLessThan(150);
  });

  it.each([
    ["rp2040", "host"],
    ["ice40up5k", "fpga"],
  ])("goes the same way on the emulator of %s and on simulated:%s, for 100 steps", async (target, board) => {
    const emulated = await play(["-t", target, "--duration", "2000"]);
    const onBoard = await play(["--on", `simulated:${board}`, "--duration", "2000"]);
    expect(onBoard).toMatchObject({
      fingerprint: emulated.fingerprint,
      spikes: emulated.spikes,
      plant: emulated.plant,
    });
    expect(onBoard.plant).toMatchObject({ episodes: 0, longest: 100 });
  });
});
