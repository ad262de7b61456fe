import { describe, expect, it } from "vitest";
import type { Verification } from "../verify/verification.js";
import { renderComparison } from "./render-comparison.js";
import { HOSTILE_NAME, verificationFixture } from "./report.fixture.js";
import { expectSound } from "./sound-page.fixture.js";

/** As on another target: other runs, another name. */
function onTarget(id: string, settings: Parameters<typeof verificationFixture>[0] = {}): Verification {
  const v = verificationFixture(settings);
  return { ...v, target: { ...v.target, id, title: `Chip ${id}` } };
}

describe("renderComparison", () => {
  const pair = [onTarget("loihi1"), onTarget("spinnaker1", { shift: 1.4 })];

  it("shows a verdict, a reason and the same reference for every target", () => {
    const page = renderComparison(pair);
    expectSound(page);
    for (const v of pair) {
      expect(page).toContain(`<h3>${v.verdict.verdict}</h3>`);
      expect(page).toContain(v.target.title);
    }
    expect(page).toContain(pair[0].command);
    const rows = pair[0].verdict.rows.filter((row) => row.kind === "mean");
    expect(page.match(/<caption>Difference from the reference<[\s\S]*?<\/table>/)![0].match(/<tr>/g)).toHaveLength(
      rows.length + 1,
    );
  });

  it("says so where targets have references of their own", () => {
    const other = { ...pair[1], runs: pair[1].runs.map((run) => ({ ...run, referenceHash: "another" })) };
    expect(renderComparison([pair[0], other])).toContain("reference of its own");
    expect(renderComparison(pair)).not.toContain("reference of its own");
  });

  it("tells an effect that was not seen from a target that was not asked", () => {
    const page = renderComparison([pair[0], onTarget("spinnaker1", { attribution: false })]);
    expect(page).toContain("not run");
    expect(renderComparison([onTarget("a", { attribution: false })])).toContain("Attribution was not asked for");
  });

  it("keeps hostile names as text", () => {
    const settings = {
      network: HOSTILE_NAME,
      command: HOSTILE_NAME,
      note: HOSTILE_NAME,
      populations: [{ name: HOSTILE_NAME, size: 40, rate: 12 }],
    };
    const page = renderComparison([onTarget(HOSTILE_NAME, settings), onTarget("b", settings)]);
    expectSound(page);
    expect(page).not.toContain("<img src=x");
  });
});
