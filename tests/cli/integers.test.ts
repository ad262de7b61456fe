/** Integer networks on the command line: dumped, run, compiled and verified; what is refused. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { equipoise, smallNetwork, temporaryFolder } from "./equipoise.js";

mustBeFresh();

const folder = temporaryFolder();
afterAll(folder.remove);
const file = (name: string) => readFileSync(join(folder.path, name));

async function ok(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await equipoise(args, folder.path);
  expect([code, stderr.includes("fault")], stderr).toEqual([0, false]);
  return stdout;
}

async function refused(...args: string[]): Promise<string> {
  const { code, stderr } = await equipoise(args, folder.path);
  expect(code).toBe(1);
  return stderr;
}

const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

beforeAll(() => writeFileSync(join(folder.path, "net.yaml"), smallNetwork()));

describe.each(["loihi1", "spinnaker1"])("an integer network of %s", (target) => {
  const dir = `dump-${target}`;

  it("is dumped by compile and by inspect alike, and compiles to the same dump", async () => {
    await ok("compile", "net.yaml", "--target", target, "-o", `${target}.eqp`, "--dump", dir);
    await ok("inspect", `${target}.eqp`, "--dump", `${dir}-2`, "--csv", `${target}.csv`);
    await ok("compile", dir, "--dump", `${dir}-3`);
    for (const name of ["network.json", "arrays.npz"])
      for (const other of [`${dir}-2`, `${dir}-3`])
        expect(file(`${other}/${name}`).equals(file(`${dir}/${name}`))).toBe(true);
    expect(file(`${dir}.eqp`).length).toBeGreaterThan(1000);
    const [head, ...rows] = file(`${target}.csv`).toString().trim().split("\n");
    expect(head).toMatch(/^index,chip,core,x,y,populations,neurons,synapses,/);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row.split(",").length === head.split(",").length)).toBe(true);
  });

  it("has the spikes of the program, from its folder and from network.json", async () => {
    const hash = async (...args: string[]) => json(await ok("run", ...args, "--json")).rasterHash;
    const ofProgram = await hash(`${target}.eqp`);
    expect(await hash(dir)).toBe(ofProgram);
    expect(await hash(`${dir}/network.json`)).toBe(ofProgram);
  });

  it("is verified against its description as the compiled description is, for the seed that it was drawn with", async () => {
    const both = ["--seeds", "1", "--jobs", "1", "--json"];
    const runs = async (...args: string[]) => {
      const { stdout } = await equipoise(["verify", ...args, ...both], folder.path);
      const {
        runs: all,
        metrics,
        attribution,
      } = json(stdout) as { runs: { targetHash: string }[]; metrics: unknown; attribution: unknown };
      return { hash: all[0].targetHash, metrics, attribution };
    };
    const described = await runs("net.yaml", "--target", target, "--attribution", "never");
    expect(await runs(dir, "--against", "net.yaml")).toEqual(described);
  });
});

describe("what is refused", () => {
  it.each<[string, string[], RegExp]>([
    [
      "an integer network without --against",
      ["verify", "dump-loihi1"],
      /dump-loihi1 is an integer network.*→ add --against/s,
    ],
    [
      "--against beside a description",
      ["verify", "net.yaml", "--against", "net.yaml"],
      /--against net.yaml is for integer networks/,
    ],
    [
      "attribution",
      ["verify", "dump-loihi1", "--against", "net.yaml", "--attribution", "always"],
      /--attribution always is not for integer networks/,
    ],
    [
      "the reference",
      ["run", "dump-loihi1", "--on", "reference"],
      /dump-loihi1 is an integer network; the reference runs descriptions/,
    ],
    ["another family", ["compile", "dump-loihi1", "--target", "spinnaker1"], /of another family of chips/],
    ["a dump over its own input", ["compile", "dump-loihi1", "--dump", "dump-loihi1"], /would overwrite/],
    ["a folder without network.json", ["run", "empty"], /empty is a folder without a network.json/],
    [
      "other populations",
      ["verify", "dump-loihi1", "--against", "other.yaml", "--seeds", "1"],
      /the integer network has the populations E \(\d+\), I \(\d+\), and the description has/,
    ],
  ])("%s", async (_, args, sentence) => {
    mkdirSync(join(folder.path, "empty"), { recursive: true });
    writeFileSync(join(folder.path, "other.yaml"), smallNetwork().replace(/size: 100\b/, "size: 99"));
    expect(await refused(...args)).toMatch(sentence);
  });
});

it("an input that a host plays is noted by compile and run, of a description, a program and integers alike", async () => {
  const head = smallNetwork();
  const stimulus =
    "  sensor: { type: host, size: 12, rate: 30 Hz, target: E, connect: { rule: fixed_indegree, K: 4 }, weight: { jump: 1 mV } }\n";
  writeFileSync(
    join(folder.path, "host.yaml"),
    /^stimuli:$/m.test(head)
      ? head.replace(/^stimuli:$/m, `stimuli:\n${stimulus.trimEnd()}`)
      : `${head}stimuli:\n${stimulus}`,
  );
  const NOTE = /nobody plays the input `sensor` of the kind host in a run: it is silent until a host injects spikes/;
  for (const args of [
    ["compile", "host.yaml", "-o", "host.eqp", "--dump", "host-dump"],
    ["compile", "host-dump", "-o", "again.eqp"],
    ["run", "host.yaml"],
    ["run", "host.yaml", "--on", "reference"],
    ["run", "host.eqp"],
    ["run", "host-dump"],
  ]) {
    const { code, stderr } = await equipoise(args, folder.path);
    expect([code, stderr], args.join(" ")).toEqual([0, expect.stringMatching(NOTE)]);
  }
  expect((await equipoise(["run", "net.yaml"], folder.path)).stderr).not.toContain("nobody plays");
});
