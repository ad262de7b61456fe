import { describe, expect, it } from "vitest";
import { wantsColour } from "./colours.js";

const terminal = { isTTY: true };
const pipe = {};

describe("wantsColour", () => {
  it("colours a terminal and not a pipe", () => {
    expect(wantsColour(terminal, {})).toBe(true);
    expect(wantsColour(pipe, {})).toBe(false);
    expect(wantsColour(terminal, { TERM: "dumb" })).toBe(false);
  });

  it("follows NO_COLOR before FORCE_COLOR, each only where it is not empty", () => {
    expect(wantsColour(terminal, { NO_COLOR: "1", FORCE_COLOR: "1" })).toBe(false);
    expect(wantsColour(terminal, { NO_COLOR: "" })).toBe(true);
    expect(wantsColour(pipe, { FORCE_COLOR: "1" })).toBe(true);
    expect(wantsColour(terminal, { FORCE_COLOR: "0" })).toBe(false);
  });
});
