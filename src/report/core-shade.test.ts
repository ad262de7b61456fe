import { describe, expect, it } from "vitest";
import { describeCore, shade } from "./core-shade.js";

describe("shades of cores", () => {
  it("go from 0 to 7 up to the limit and to 8 above it", () => {
    expect([0, 512, 1023, 1024, 1025].map((used) => shade(used, 1024))).toEqual([0, 4, 7, 7, 8]);
  });

  it("are the lightest where no limit is public", () => {
    expect(shade(5, null)).toBe(0);
    expect(shade(5, 0)).toBe(0);
  });
});

describe("describeCore", () => {
  it("says what is used of what, and no limit where none is public", () => {
    expect(describeCore("chip 0, core 3", 100, 1024)).toBe("chip 0, core 3: 100 of 1024");
    expect(describeCore("chip 0, core 3", 100, 1024, "compartments")).toBe("chip 0, core 3: 100 of 1024 compartments");
    expect(describeCore("chip 0, core 3", 100, null, "neurons")).toBe("chip 0, core 3: 100 neurons");
  });
});
