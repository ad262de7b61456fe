/** Every command that README, docs and the Python package's page show is run, and prints what they show. How: doc-blocks.ts. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mustBeFresh } from "../fresh-dist.js";
import { runPage, type PageRun } from "./run-page.js";

const root = join(import.meta.dirname, "../..");
const pages = ["README.md", "CONTRIBUTING.md", "python/README.md"].concat(
  readdirSync(join(root, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
);

/** A block that is not run may rot: more of them than this, in number or in share, want a reason why here. */
const MOST_NOT_RUN = 29;
const MOST_NOT_RUN_SHARE = 0.25;

mustBeFresh();
const runs = new Map<string, PageRun>();

describe("the commands of", () => {
  it.each(pages)(
    "%s do what it shows",
    async (page) => {
      const run = await runPage(readFileSync(join(root, page), "utf8"));
      runs.set(page, run);
      const wrong = run.wrong.map(({ line, command, what }) => `${page}:${line}: ${command}\n${what}`);
      expect(wrong.join("\n\n")).toBe("");
    },
    600_000,
  );

  it("all pages are mostly run, and where not a reason is given", () => {
    const notRun = [...runs].flatMap(([page, run]) => run.notRun.map((block) => ({ page, ...block })));
    const ran = [...runs.values()].reduce((sum, run) => sum + run.ran, 0);
    expect(notRun.filter(({ reason }) => reason.length < 10)).toEqual([]);
    expect(notRun.length).toBeLessThanOrEqual(MOST_NOT_RUN);
    expect(notRun.length / (ran + notRun.length)).toBeLessThanOrEqual(MOST_NOT_RUN_SHARE);
    expect(ran).toBeGreaterThan(40);
  });
});

afterAll(() => {
  const all = [...runs].flatMap(([page, run]) => run.slowest.map((command) => ({ page, ...command })));
  const ran = [...runs.values()].reduce((sum, run) => sum + run.ran, 0);
  const notRun = [...runs].flatMap(([page, run]) => run.notRun.map((b) => `  ${page}:${b.line}: ${b.reason}`));
  const slow = all.sort((a, b) => b.ms - a.ms).slice(0, 8);
  process.stdout.write(
    `docs: ${ran} commands run, ${notRun.length} blocks not run\n${notRun.join("\n")}\nthe slowest:\n` +
      slow.map(({ page, command, ms }) => `  ${(ms / 1000).toFixed(1)} s  ${page}: ${command}\n`).join(""),
  );
});
