/** docs/options.md says what the tables say, of every option. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { optionsPageText } from "../scripts/options-page.js";
import { dashed, writtenOptions } from "../src/options/option-table.js";
import { optionTables } from "../src/options/option-tables.js";

const page = readFileSync(new URL("../docs/options.md", import.meta.url), "utf8");

describe("docs/options.md", () => {
  it("is what `npm run generate` writes", () => {
    expect(page).toBe(optionsPageText());
  });

  it("has a row for every option of every family, in the section of the family", () => {
    for (const table of optionTables) {
      const section = page.split(/^## /m).find((text) => text.startsWith(`${table.title} targets`));
      for (const [name, { help }] of writtenOptions(table))
        expect(section).toContain(`| \`--${dashed(name)}\` | ${help} |`);
    }
  });
});
