import { describe, expect, it } from "vitest";
import { phenomenaFixture } from "./phenomena.fixture.js";
import { renderPhenomena } from "./render-phenomena.js";
import { expectSound } from "../../src/report/sound-page.fixture.js";

const page = renderPhenomena(phenomenaFixture);

describe("renderPhenomena", () => {
  it("is a sound page: finite drawings, nothing to load, links that lead somewhere", () => expectSound(page));

  it("shows the verdict and the reason of every side", () => {
    for (const { verdict, reason } of phenomenaFixture.phenomena[0].conclusions) {
      expect(page).toContain(`${verdict}</span>: <bdi>${reason.split("&")[0]}`);
    }
    expect(page).toContain("not expressible");
    expect(page).toContain("equipoise phenomena run --all --out &#39;a &amp; b.html&#39;");
  });

  it("writes an interval below its last digit as a bound", () => {
    const [first] = phenomenaFixture.phenomena;
    const cells = first.rows[0].cells.map((cell) => ({ ...cell, value: 0.7239, low: 0.72389, high: 0.72391 }));
    expect(
      renderPhenomena({ ...phenomenaFixture, phenomena: [{ ...first, rows: [{ ...first.rows[0], cells }] }] }),
    ).toContain("0.7239 ± &lt;0.0001");
  });

  it("draws a mark and an interval for each point that was measured, and none for one that was not", () => {
    const [, svg] = page.match(/<svg[^>]*class="sweep"[^>]*>([\s\S]*?)<\/svg>/)!;
    // Three sides, five points of one series and four of the other.
    expect(svg.match(/class="side-interval"/g)).toHaveLength(27);
    // Two curves of theory, each with dashes of its own and a line in the key.
    expect(svg.match(/class="theory-line dash-0"/g)).toHaveLength(1);
    expect(svg.match(/class="theory-line dash-1"/g)).toHaveLength(1);
    expect(page).toContain("nothing was measured");
  });
});
