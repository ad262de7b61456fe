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

  it("refuses an option of a chip where none is named", () => {
    const { status, stderr } = equipoise(door, "export", EXAMPLE, "-o", join(folder, "never"), "--rounding", "nearest");
    expect(status).toBe(1);
    expect(stderr).toMatch(/--rounding is an option of a chip, and none is named/);
  });

  it("refuses a file that is not there", () => {
    expect(equipoise(door, "import", join(folder, "absent"), "-o", join(folder, "x"))).toMatchObject({ status: 1 });
  });
});
