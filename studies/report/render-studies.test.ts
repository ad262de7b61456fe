import { describe, expect, it } from "vitest";
import { expectSound } from "../../src/report/sound-page.fixture.js";
import { renderStudies } from "./render-studies.js";
import { studiesFixture } from "./studies.fixture.js";

const page = renderStudies(studiesFixture);

describe("renderStudies", () => {
  it("is a sound page: finite drawings, nothing to load, links that lead somewhere", () => expectSound(page));

  it("shows the question, every finding, and the command that gives the page again", () => {
    const [{ question, findings }] = studiesFixture.studies;
    expect(page).toContain(question);
    for (const { text } of findings) expect(page).toContain(text);
    expect(page).toContain("npm run study -- bits --out &#39;a &amp; b&#39;");
  });

  it("puts every verdict of a map into words, with the boundary inside the picture", () => {
    const [, svg] = page.match(/<svg[^>]*class="verdict-map"[^>]*>([\s\S]*?)<\/svg>/)!;
    expect(svg.match(/<rect/g)).toHaveLength(9);
    expect(svg).toContain(">does not fit</text>");
    const ys = [...svg.match(/class="map-boundary" d="([^"]*)"/)![1].matchAll(/[ML][\d.]+ ([\d.-]+)/g)].map((m) =>
      Number(m[1]),
    );
    expect(ys).toEqual([128, 68, 8]);
  });

  it("tells series of one side, and curves alone, apart by a key of their own", () => {
    for (const label of ["theory applies", "check warns", "as drawn", "naive, 1 bit", "mean weight for all"])
      expect(page).toMatch(
        new RegExp(`<li class="[a-z0-9-]+">(<svg[^>]*>.*?</svg>|<span class="line-key"></span>)${label}</li>`),
      );
    const curves = page.match(/Curves alone<\/p>([\s\S]*?)<\/svg>/)![1];
    expect(new Set(curves.match(/class="side-line [^"]+"/g)).size).toBe(3);
  });
});
