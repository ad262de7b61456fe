import { describe, expect, it } from "vitest";
import { parseDescription } from "./load-description.js";
import { starterTemplates } from "./templates.js";

describe("starter templates", () => {
  it.each(starterTemplates().map((t) => [t.name, t] as const))("%s loads without warnings", (_, { files }) => {
    const read = (path: string) => new TextEncoder().encode(files[path] ?? expect.fail(`no file ${path}`));
    const { description, warnings } = parseDescription(files["network.yaml"], "network.yaml", read);
    expect(warnings).toEqual([]);
    expect(description.populations.length).toBeGreaterThan(0);
  });

  it("offers balanced, brunel, conductance and from-matrix", () => {
    expect(starterTemplates().map((t) => t.name)).toEqual(["balanced", "brunel", "conductance", "from-matrix"]);
  });
});
