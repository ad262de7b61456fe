/** `equipoise export --to lava`, Lava, `equipoise compare`: from a description to the words that the rasters are the same. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { equipoise, smallNetwork } from "../../cli/equipoise.js";
import { inFolder, python } from "./lava-run.js";

const LONG = 300_000;

it(
  "runs a description's program on Lava and compares the two",
  () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, "net.yaml"), smallNetwork());
      const exported = await equipoise(["export", "net.yaml", "--to", "lava", "--out", "there", "--strict"], folder);
      expect(exported).toMatchObject({ code: 0 });
      expect(exported.stdout).toContain("everything was carried");
      await equipoise(["run", "there/program.eqp", "--out", "ours.eqr"], folder);
      await python(join(folder, "there", "run.py"));
      const compare = () => equipoise(["compare", "ours.eqr", "there/recording.npz"], folder);
      expect((await compare()).stdout).toContain("the rasters are the same, spike for spike");

      const script = join(folder, "there", "run.py");
      writeFileSync(
        script,
        readFileSync(script, "utf8").replace(/vth=(\d+)/, (_, vth) => `vth=${Number(vth) + 9}`),
      );
      await python(script);
      expect((await compare()).stdout).toMatch(/first divergence: step \d+ .* neuron \d+ of [EI]/);
    }),
  LONG,
);

it(
  "says what the hw profile loses, and with --strict in the exit code",
  () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, "net.yaml"), smallNetwork());
      const words = ["export", "net.yaml", "--to", "lava", "--profile", "hw", "--out", "there"];
      const said = await equipoise(words, folder);
      expect(said).toMatchObject({ code: 0 });
      expect(said.stdout).toContain("what could not be carried");
      const losses = JSON.parse(readFileSync(join(folder, "there/losses.json"), "utf8")) as { what: string }[];
      expect(new Set(losses.map(({ what }) => what))).toEqual(new Set(["overflow", "weight-exponent"]));
      expect((await equipoise([...words, "--strict"], folder)).code).toBe(1);
      const again = await equipoise(
        ["export", "there/program.eqp", "--to", "lava", "--profile", "lava", "--out", "x"],
        folder,
      );
      expect(again).toMatchObject({ code: 1 });
      expect(again.stderr).toContain(
        "--profile decides how a network is compiled, and there/program.eqp is compiled already",
      );
      const other = await equipoise(
        ["export", "net.yaml", "--to", "lava", "--target", "spinnaker1", "--out", "x"],
        folder,
      );
      expect(other).toMatchObject({ code: 1 });
      expect(other.stderr).toContain("target-family");
    }),
  LONG,
);
