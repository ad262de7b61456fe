/** The committed script and style sheet of the pages: true to their sources, and fit to stand in a page. */
import { readFileSync } from "node:fs";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { CLIENT_SCRIPT } from "../src/report/generated/client-script.js";
import { STYLE_SHEET } from "../src/report/generated/style-sheet.js";

describe("the script that pages carry", () => {
  it("is what its sources bundle to now", async () => {
    // By a name in a variable: it is a script of the build, not of the program, and has no types.
    const bundler = "../scripts/bundle-client.mjs";
    const { clientModules } = (await import(/* @vite-ignore */ bundler)) as {
      clientModules(): Promise<Map<string, string>>;
    };
    for (const [path, text] of await clientModules())
      expect(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"), `${path}: run \`npm run generate\``).toBe(
        text,
      );
  });

  it("is one classic script: it compiles without modules, and asks for no code at run time", () => {
    expect(() => new Script(CLIENT_SCRIPT)).not.toThrow();
    expect(CLIENT_SCRIPT).not.toMatch(/\b(import|require|eval|Function)\s*\(|\bexport\b|node:/);
  });

  it("holds nothing that would end or open an element of the page, nor characters that steer text", () => {
    for (const text of [CLIENT_SCRIPT, STYLE_SHEET]) {
      expect(text).not.toMatch(/<\/|<!--/);
      expect(text).not.toMatch(/[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
    }
  });
});
