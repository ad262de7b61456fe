import { describe, expect, it } from "vitest";
import { familyHint } from "./family-hint.js";

describe("the way out where a board is of the other family", () => {
  it.each([
    ["loihi", "simulated:fpga"],
    ["spinnaker", "simulated:pico"],
  ] as const)(
    "names a board of the family %s to programs and integers, and --target to descriptions only",
    (family, board) => {
      expect(familyHint("integers", family)).toContain(`--on ${board}`);
      expect(familyHint("program", family)).toMatch(new RegExp(`give the description .*--on ${board}`));
      expect(familyHint("description", family)).toBe("compile for this board: leave out --target");
      for (const kind of ["integers", "program"] as const) expect(familyHint(kind, family)).not.toContain("--target");
    },
  );
});
