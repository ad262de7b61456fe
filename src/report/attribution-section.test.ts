import { describe, expect, it } from "vitest";
import { attributionSection } from "./attribution-section.js";
import { verificationFixture } from "./report.fixture.js";

const v = verificationFixture({ duration: 900 });

describe("attributionSection", () => {
  it("draws a panel only of metrics that some single cause was measured by", () => {
    const causes = new Set(v.attribution!.ranking.map((r) => r.item));
    const contributions = v.attribution!.contributions.filter((c) => !causes.has(c.item) || c.metric === "rate");
    const { markup } = attributionSection({ ...v, attribution: { ...v.attribution!, contributions } });
    expect(markup.match(/<figure class="panel">/g)).toHaveLength(1);
    expect(markup).toContain("<figcaption>rate</figcaption>");
  });

  it("lists causes with an effect one by one and those without in one sentence", () => {
    const [first, ...rest] = v.attribution!.ranking;
    const ranking = [
      { ...first, weight: 2, sentence: "weights: use `balance` or --weight-bits 8" },
      ...rest.map((r) => ({ ...r, weight: 0 })),
    ];
    const { markup } = attributionSection({ ...v, attribution: { ...v.attribution!, ranking } });
    expect(markup.match(/<ol class="causes">.*<\/ol>/s)![0].match(/<li>/g)).toHaveLength(1);
    expect(markup).toContain("use <code>balance</code> or <code>--weight-bits</code> 8");
    expect(markup).toContain(
      `No effect that stands out from chance: <bdi>${rest.map((r) => r.item).join(", ")}</bdi>.`,
    );
  });

  it("says why there is none", () => {
    expect(
      attributionSection({ ...v, attribution: null, verdict: { ...v.verdict, verdict: "survives" } }).markup,
    ).toContain("The balance survives, so no cause was looked for");
  });
});
