import { describe, expect, it } from "vitest";
import { readArguments } from "../../bench/arguments.js";

describe("readArguments", () => {
  it("reads a subcommand, flags, and options with a value", () => {
    const args = readArguments(["peers", "--quick", "--steps", "200", "--network", "brunel"]);
    expect([
      args.command,
      args.has("--quick"),
      args.has("--large"),
      args.count("--steps", 1),
      args.text("--network"),
    ]).toEqual(["peers", true, false, 200, "brunel"]);
    expect(readArguments([]).command).toBe("");
    expect(readArguments(["kernels", "deferred"]).has("deferred")).toBe(true);
    expect(() => readArguments(["peers", "--steps"]).count("--steps", 1)).toThrow("--steps needs a value");
    expect(() => readArguments(["peers", "--steps", "1.5"]).count("--steps", 1)).toThrow("whole number");
  });

  it.each([
    ["--repetition", "3"],
    ["general", "loihi1"],
    ["peers", "--quik"],
    ["general", "-h"],
  ])("refuses what no benchmark takes: %s %s", (...words) => {
    expect(() => readArguments(words)).toThrow("no benchmark takes");
  });
});
