/** `npm run study`: the studies are run from the repository, with a command of their own. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { finished, ROOT, start } from "./equipoise.js";

const study = (...args: string[]) => finished(start(args, ROOT, join(ROOT, "dist/studies/main.js")));

describe("npm run study", () => {
  it("lists the studies with their questions", async () => {
    const { code, stdout } = await study("--json");
    expect(code).toBe(0);
    const { studies } = JSON.parse(stdout) as { studies: { id: string; question: string }[] };
    expect(studies.map((s) => s.id)).toEqual(["bits", "published-rounding", "honesty", "mean-field"]);
    for (const { question } of studies) expect(question).toMatch(/\?$/);
    for (const { id } of studies) expect((await study()).stdout).toMatch(new RegExp(`^${id} `, "m"));
  });

  it.each<[string, string[], RegExp]>([
    ["a study that does not exist", ["gravity"], /no study `gravity`.*\n.*bits, published-rounding/],
    ["one twice", ["bits", "honesty", "bits"], /bits was named twice/],
    ["an option that does not exist", ["bits", "--all"], /Unknown argument: all.*\n.*npm run study -- --help/],
    ["a chip that is only sized", ["bits", "--target", "spinnaker2"], /cannot be emulated/],
    ["half a seed", ["bits", "--seeds", "0.5"], /--seeds 0.5/],
  ])("refuses %s with a sentence", async (_, args, message) => {
    const { code, stdout, stderr } = await study(...args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(1);
  });
});
