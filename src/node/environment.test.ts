/** What the core does in a place that offers less than Node, or more. */
import { afterEach, describe, expect, it } from "vitest";
import { environment, useEnvironment } from "../environment/environment.js";
import { requireMemory } from "../network/memory-need.js";
import { MemoryAllowance } from "../program/memory-allowance.js";
import { nodeEnvironment } from "./environment.js";

const given = environment();
afterEach(() => useEnvironment(given));

describe("the environment", () => {
  it("is Node's once this is loaded", () => {
    expect(given).toBe(nodeEnvironment);
  });

  it("refuses a network beyond the memory that it says may be used, and names its own way to allow more", () => {
    const memory = { total: () => 4e9, usable: () => 2e9, howToAllowMore: "close other pages" };
    useEnvironment({ memory });
    expect(() => requireMemory({ synapses: 1e9 }, 1.9e9, "drawing it")).not.toThrow();
    expect(() => requireMemory({ synapses: 1e9 }, 2.1e9, "drawing it")).toThrow(
      /about 1,000 million synapses and needs about 2.1 GB for drawing it, where at most 2 GB/,
    );
    expect(() => requireMemory({ synapses: 1e9 }, 2.1e9, "drawing it")).toThrow(
      expect.objectContaining({
        diagnostics: [
          expect.objectContaining({
            hint: "lower sizes or in-degrees, or use a larger machine; close other pages",
          }),
        ],
      }),
    );
  });

  it("finds no memory too small where nothing is known of it, but still that of a program beyond its file", () => {
    useEnvironment({});
    expect(() => requireMemory({ synapses: 1e15 }, 1e18, "drawing it")).not.toThrow();
    const allowance = new MemoryAllowance(1000);
    expect(() => allowance.take(1e9, 8, "sources")).toThrow(/a program file of 1000 bytes backs/);
    useEnvironment({ memory: { total: () => 1e7, usable: () => 1e7, howToAllowMore: "" } });
    expect(() => new MemoryAllowance(1000).take(1e6, 8, "sources")).toThrow(/this machine carries 5 MB/);
  });
});
