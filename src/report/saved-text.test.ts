import { describe, expect, it } from "vitest";
import { csvCell, fileNames, slug } from "./saved-text.js";

describe("names of saved files", () => {
  it("keep letters and digits of any script, in lower case, and at most 60 of them", () => {
    expect(slug("Rate of E (Hz)")).toBe("rate-of-e-hz");
    expect(slug("Größe: ½ 神経")).toBe("gro-ße-1-2-神経");
    expect(slug("../../etc/passwd")).toBe("etc-passwd");
    expect(slug("x".repeat(200))).toHaveLength(60);
  });

  it("join parts, skip empty ones, and number what would stand twice", () => {
    const nextName = fileNames();
    expect(nextName("net on loihi1", "", "Rates")).toBe("net-on-loihi1_rates");
    expect(nextName("net on loihi1", "!", "rates")).toBe("net-on-loihi1_rates-2");
    expect(fileNames()("net on loihi1", "", "Rates")).toBe("net-on-loihi1_rates");
  });
});

describe("cells of CSV", () => {
  it.each([
    ["−1\u202f234.5", "-1234.5"],
    ["12\u202f345\u202f678", "12345678"],
    ["−∞", "-∞"],
    ["  a\n   b ", "a b"],
    ["L4 − L5", "L4 − L5"],
  ])("write %j as a spreadsheet reads it: %s", (shown, cell) => expect(csvCell(shown)).toBe(cell));

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["@SUM", "'@SUM"],
    ["+cmd", "'+cmd"],
    ["-x", "'-x"],
    ["−5", "-5"],
    ["+0.2", "+0.2"],
  ])("make no formula of %s", (shown, cell) => expect(csvCell(shown)).toBe(cell));

  it("keep separators and quotes in one cell", () => {
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"');
    expect(csvCell("a;b")).toBe('"a;b"');
  });
});
