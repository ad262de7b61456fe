import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { equipoise, temporaryFolder } from "./equipoise.js";

describe("init", () => {
  it("writes the schema beside the description, which names it by a path that works offline", async () => {
    const folder = temporaryFolder();
    try {
      const { code } = await equipoise(["init", "net", "-q"], folder.path);
      expect(code).toBe(0);
      const [first] = readFileSync(`${folder.path}/net/network.yaml`, "utf8").split("\n");
      expect(first).toBe("# yaml-language-server: $schema=./network.schema.json");
      expect(readFileSync(`${folder.path}/net/network.schema.json`, "utf8")).toBe(
        readFileSync(new URL("../../schemas/network.schema.json", import.meta.url), "utf8"),
      );
    } finally {
      folder.remove();
    }
  });
});
