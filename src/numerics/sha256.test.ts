import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { environment, useEnvironment } from "../environment/environment.js";
import { nodeEnvironment } from "../node/environment.js";
import { hex, sha256, startPortableSha256, startSha256 } from "./sha256.js";

const given = environment();
afterEach(() => useEnvironment(given));

const nodes = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe.each([
  ["alone", {}],
  ["with Node's", nodeEnvironment],
])("sha256, %s", (_, place) => {
  it("is that of FIPS 180-4", () => {
    useEnvironment(place);
    expect(hex(sha256(new TextEncoder().encode("abc")))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(hex(sha256(new Uint8Array(0)))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("is the same in pieces, of any bytes, in shared memory and in the middle of a buffer", () => {
    useEnvironment(place);
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
        const hash = startSha256();
        for (const piece of pieces) hash.update(piece);
        const digest = hash.digest();
        expect(digest.constructor).toBe(Uint8Array);
        expect(hex(digest)).toBe(nodes(Buffer.concat(pieces)));
      }),
    );
    const shared = new Uint8Array(new SharedArrayBuffer(1000)).fill(7);
    expect(hex(sha256(shared.subarray(100, 900)))).toBe(nodes(new Uint8Array(800).fill(7)));
  });
});

describe("startSha256", () => {
  it("takes the environment's where there is one", () => {
    let asked = 0;
    useEnvironment({ startSha256: () => (asked++, startPortableSha256()) });
    sha256(Uint8Array.of(1));
    expect(asked).toBe(1);
  });
});
