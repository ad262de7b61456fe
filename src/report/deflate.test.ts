import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { environment, useEnvironment } from "../environment/environment.js";
import { deflate } from "./deflate.js";

const given = environment();
afterEach(() => useEnvironment(given));

describe("deflate", () => {
  it("writes what zlib reads, without zlib, also over several blocks", () => {
    useEnvironment({});
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => inflateSync(deflate(bytes)).equals(bytes)));
    for (const length of [0, 65_535, 65_536, 200_000]) {
      const bytes = Uint8Array.from({ length }, (_, k) => k * k);
      expect(Buffer.compare(inflateSync(deflate(bytes)), bytes)).toBe(0);
    }
  });

  it("packs with what the environment gives", () => {
    useEnvironment({ deflate: () => Uint8Array.of(7) });
    expect(deflate(new Uint8Array(10))).toEqual(Uint8Array.of(7));
  });
});
