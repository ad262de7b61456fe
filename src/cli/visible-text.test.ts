import { describe, expect, it } from "vitest";
import { formatTable } from "./table.js";
import { visibleJson, visibleLine, visibleText } from "./visible-text.js";

const CSI = "\u009b";
const OVERRIDE = "\u202e";

describe("visible text", () => {
  it("shows what steers a terminal or the direction of text, and keeps lines, tabs and all letters", () => {
    expect(visibleText(`a\x1b[2Jb\x07${CSI}31mc\x7f\rd${OVERRIDE}e\u2066f\ufeff`)).toBe(
      "a\\x1b[2Jb\\x07\\x9b31mc\\x7f\\x0dd\\u202ee\\u2066f\\ufeff",
    );
    expect(visibleText("Ā → 神経\n\tE–I µ 😀")).toBe("Ā → 神経\n\tE–I µ 😀");
    expect(visibleLine("a\nb\tc")).toBe("a\\nb\\tc");
  });

  it("lets colours through only where they are wanted, and nothing else that begins like them", () => {
    const painted = "\x1b[31mred\x1b[39m \x1b]0;title\x07 \x1b[2J \x1b[38;5;1m";
    expect(visibleText(painted, true)).toBe("\x1b[31mred\x1b[39m \\x1b]0;title\\x07 \\x1b[2J \\x1b[38;5;1m");
    expect(visibleText(painted)).not.toContain("\x1b");
  });

  it("leaves the values of JSON as they are", () => {
    const value = { [`na${CSI}me`]: `x${OVERRIDE}\u007f\x1b` };
    const shown = visibleJson(JSON.stringify(value));
    expect(shown).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(shown)).toEqual(value);
  });

  it("keeps a cell of a table in one line", () => {
    expect(formatTable(["name", "n"], [["two\nlines\x1b[1A", "1"]]).split("\n")).toHaveLength(3);
  });
});
