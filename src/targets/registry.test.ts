import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { allTargets, boardOf, profileOf, targetById } from "./registry.js";

describe("target registry", () => {
  it("finds loihi1 with 2, 8, 32 and 768 chip boards and the hw profile as default", () => {
    const target = targetById("loihi1");
    expect(target.boards.map((b) => b.chips)).toEqual([2, 8, 32, 768]);
    expect(profileOf(target).id).toBe("hw");
    expect(boardOf(target).chips).toBe(32);
    expect(boardOf(target, "kapoho-bay").chips).toBe(2);
  });

  it("names the known ones when a target, board or profile is unknown", () => {
    expect(() => targetById("loihi9")).toThrow(/loihi1, loihi2/);
    expect(() => boardOf(targetById("loihi1"), "x")).toThrow(EquipoiseError);
    expect(() => profileOf(targetById("loihi2"), "hw")).toThrow(/use one of: lava/);
  });

  it("gives a source for every limit, and a note wherever a limit is unknown", () => {
    for (const target of allTargets()) {
      for (const limit of Object.values(target.limits)) {
        expect(limit.source.length).toBeGreaterThan(5);
        if (limit.value === null) expect(limit.note).toMatch(/not checked/);
      }
      expect(target.boards.map((b) => b.id)).toContain(target.defaultBoard);
    }
  });

  it("claims placement for loihi1 and not for loihi2", () => {
    expect(targetById("loihi1").placementIsAccurate).toBe(true);
    expect(targetById("loihi2").placementIsAccurate).toBe(false);
  });

  it("has the same arithmetic for both FPGA parts, with one core and with eight", () => {
    const [ice40, ecp5] = [targetById("ice40up5k"), targetById("ecp5-85f")];
    const numbers = (target: typeof ice40) =>
      Object.entries(target.limits).flatMap(([name, { value }]) => (name === "coresPerChip" ? [] : [[name, value]]));
    expect(numbers(ecp5)).toEqual(numbers(ice40));
    expect([ecp5.profiles, ecp5.widths, ecp5.synapse]).toEqual([ice40.profiles, ice40.widths, ice40.synapse]);
    expect([ice40, ecp5].map(({ limits }) => limits.coresPerChip.value)).toEqual([1, 8]);
    expect(ice40.boards.map(({ id }) => id)).toEqual(["icebreaker", "upduino"]);
    expect(ecp5.boards.map(({ id }) => id)).toEqual(["ulx3s"]);
  });

  it("has no 7-bit weight code", () => {
    for (const target of allTargets())
      if (target.family === "loihi") expect(target.synapse.weightBits).not.toContain(7);
  });
});
