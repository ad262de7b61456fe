/** `equipoise nir …` and `equipoise sonata …`: files, lists of losses, refusals. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Loss } from "../../src/interchange/losses.js";

const folder = mkdtempSync(join(tmpdir(), "equipoise-doors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function equipoise(...words: string[]) {
  const { status, stdout, stderr } = spawnSync("node", ["dist/src/cli/main.js", ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

const EXAMPLE = "examples/lava-ei-tutorial.yaml";
const digest = (text: string) => /digest ([0-9a-f]{64})/.exec(text)?.[1];

describe.each([
  ["nir", "net.nir", "net.nir"],
  ["sonata", "circuit", "circuit/circuit_config.json"],
])("equipoise %s", (door, out, back) => {
  it("exports and imports a network whose program is the same", { timeout: 300_000 }, () => {
    const exported = equipoise(door, "export", EXAMPLE, "-o", join(folder, out), "--json");
    expect(exported).toMatchObject({ status: 0 });
    const { losses } = JSON.parse(exported.stdout) as { losses: Loss[] };
    expect(losses.length).toBeGreaterThan(0);
    const into = join(folder, `${door}-back`);
    expect(equipoise(door, "import", join(folder, back), "-o", into)).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(join(into, "losses.json"), "utf8"))).not.toEqual([]);
    const [first, second] = [EXAMPLE, join(into, "network.json")].map((network, k) =>
      digest(equipoise("compile", network, "-o", join(folder, `${door}-${k}.eqp`)).stdout),
    );
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
  });

  it("takes the burn-in that is given, also over the file's own, and refuses what is none", () => {
    const into = join(folder, `${door}-burn`);
    const imported = (...words: string[]) => equipoise(...words, join(folder, back), "-o", into);
    for (const [words, ms] of [
      [["import", "--burn-in", "25"], "25 ms"],
      [[door, "import", "--burn-in=0"], "0 ms"],
    ] as const) {
      expect(imported(...words)).toMatchObject({ status: 0 });
      expect(JSON.parse(readFileSync(join(into, "network.json"), "utf8"))).toMatchObject({ burn_in: ms });
    }
    const refused = imported(door, "import", "--burn-in=-1");
    expect(refused.status).toBe(1);
    expect(refused.stderr).toMatch(/--burn-in -1 is below 0/);
  });

  it("refuses an option of a chip where none is named", () => {
    const { status, stderr } = equipoise(door, "export", EXAMPLE, "-o", join(folder, "never"), "--rounding", "nearest");
    expect(status).toBe(1);
    expect(stderr).toMatch(/--rounding is an option of a chip, and none is named/);
  });

  it("refuses a file that is not there", () => {
    expect(equipoise(door, "import", join(folder, "absent"), "-o", join(folder, "x"))).toMatchObject({ status: 1 });
  });
});

describe("the general doors", () => {
  it("import and export are the same code as nir and sonata, and say what the file is", { timeout: 300_000 }, () => {
    const at = (name: string) => join(folder, name);
    const exported = equipoise("export", EXAMPLE, "--to", "nir", "-o", at("general.nir"));
    expect(exported).toMatchObject({ status: 0 });
    equipoise("nir", "export", EXAMPLE, "-o", at("own.nir"));
    expect(readFileSync(at("general.nir")).equals(readFileSync(at("own.nir")))).toBe(true);
    expect(equipoise("export", EXAMPLE, "--to", "sonata", "-o", at("general"))).toMatchObject({ status: 0 });
    for (const [file, what] of [
      ["general.nir", "a NIR graph"],
      ["general/circuit_config.json", "a SONATA configuration"],
      ["general/simulation_config.json", "a SONATA configuration"],
    ]) {
      const into = at(`in-${what.slice(-5)}`);
      const { status, stderr } = equipoise("import", at(file), "-o", into);
      expect(stderr).toContain(`is ${what}, and read as such`);
      expect(status).toBe(0);
      expect(JSON.parse(readFileSync(join(into, "network.json"), "utf8"))).toHaveProperty("populations");
    }
    // What is lost is exit code 1 where that is wanted: a refractory period, which NIR does not have.
    const strict = (network: string) => equipoise("export", network, "--to", "nir", "-o", at("strict.nir"), "--strict");
    expect(strict(EXAMPLE)).toMatchObject({ status: 0 });
    expect(strict("examples/small-balanced.yaml")).toMatchObject({ status: 1 });
  });

  it("say what a file is that is not imported, and which option or output is wrong", () => {
    const says = (...words: string[]) => {
      const { status, stderr } = equipoise(...words);
      expect(status).toBe(1);
      return stderr;
    };
    const at = (name: string) => join(folder, name);
    const into = ["-o", at("nothing")];
    expect(says("import", at("circuit/network/edges.h5"), ...into)).toMatch(
      /holds edges of a SONATA circuit[\s\S]*give circuit_config\.json/,
    );
    expect(says("import", at("nir-back/network.json"), ...into)).toMatch(/is a network of equipoise already/);
    expect(says("import", EXAMPLE, ...into)).toMatch(/is of no kind that is imported/);
    expect(says("import", at("net.nir"))).toMatch(/--out is missing: .* is a NIR graph/);
    expect(says("import", at("net.nir"), ...into, "--spikes", "spikes.json")).toMatch(
      /is none of its choices for a NIR/,
    );
    expect(says("import", at("circuit/circuit_config.json"), ...into, "--time-unit", "s")).toMatch(
      /--time-unit has no meaning here: .* is a SONATA configuration/,
    );
    expect(says("import", "lava", at("net.nir"))).toMatch(
      /one file is imported at a time[\s\S]*nir, sonata, spynnaker/,
    );
    expect(says("export", at("nir-0.eqp"), "--to", "sonata", ...into)).toMatch(
      /is a compiled program, which has no units[\s\S]*give the description/,
    );
    expect(says("export", "examples/vogels-abbott-coba.yaml", "--to", "nir", ...into)).toMatch(
      /NIR has no node for iaf_cond_exp[\s\S]*export the network as SONATA/,
    );
  });
});
