import { describe, expect, it } from "vitest";
import { bindingResource, coreMapSection, summariseResources } from "./core-map-section.js";
import { utilisationFixture, verificationFixture } from "./report.fixture.js";

describe("core map", () => {
  it("names the resource nearest to its limit, not the one with the largest count", () => {
    const summaries = summariseResources(utilisationFixture(300).cores);
    expect(bindingResource(summaries)?.resource).toBe("input axons");
    expect(summaries.find((s) => s.resource === "input axons")?.most).toBe(
      Math.max(...utilisationFixture(300).cores.map((c) => c.uses[1].used)),
    );
  });

  it("binds nothing where no limit is public", () => {
    expect(bindingResource([{ resource: "neurons", max: null, most: 9, mean: 3, fullest: 0 }])).toBeNull();
    expect(summariseResources([])).toEqual([]);
  });

  it.each([1, 60, 300])("draws %d cores on meshes of 16 × 8", (cores) => {
    const { markup } = coreMapSection(verificationFixture({ seeds: 1, duration: 600, cores }));
    expect(markup.match(/viewBox="0 0 160 80"/g)).toHaveLength(Math.ceil(cores / 128));
    expect(markup.match(/data-core=/g)).toHaveLength(cores);
  });

  it("says what costs cores where it is not the number of neurons", () => {
    expect(coreMapSection(verificationFixture({ seeds: 1, duration: 600 })).markup).toMatch(
      /A core holds \d+ of at most 1024 neurons: it is input axons, not neurons, that cost cores/,
    );
  });
});
