import { describe, expect, it, vi } from "vitest";
import { createReference } from "../reference.js";
import { randomNetwork } from "./random-network.fixture.js";

vi.mock("../../common/wasm.js", async (load) => ({ ...(await load<object>()), hasSimd: () => false }));

describe("the reference where the engine has no vectors", () => {
  it("says that it runs its plain kernel, unless it was asked for that", async () => {
    const { network } = randomNetwork(1);
    expect(await createReference(network).notes?.()).toEqual([
      expect.objectContaining({
        code: "plain-kernel",
        message: "the reference runs its plain kernel: this engine has no WebAssembly with vectors (SIMD)",
      }),
    ]);
    expect(await createReference(network, { kernel: "plain" }).notes?.()).toEqual([]);
  });
});
