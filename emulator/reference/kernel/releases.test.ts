import { describe, expect, it } from "vitest";
import "../../../src/node/environment.js";
import type { Network } from "../../../src/network/types.js";
import { startReference, type StartReferenceOptions } from "../reference.js";
import { runRaster } from "../run-raster.fixture.js";
import { randomNetwork } from "./random-network.fixture.js";

const KEYS = ["rowStart", "source", "weight", "delay"] as const;

async function shown(network: Network, options: StartReferenceOptions) {
  const target = startReference(network, options);
  const raster = await runRaster(target, 60);
  const state = await target.readState(Array.from({ length: network.size }, (_, i) => i));
  const seen = { raster, state, events: target.synapticEvents };
  await target.close();
  return seen;
}

describe("the reference with `releases`", () => {
  for (const options of [{ workers: 1 }, { workers: 2 }, { workers: 1, kernel: "plain" }] as const)
    it(`has the same bits, and leaves no synapses: ${JSON.stringify(options)}`, async () => {
      let arrays = 0;
      for (let seed = 0; seed < 4; seed++) {
        const { network } = randomNetwork(seed);
        const held = network.projections.flatMap((projection) => KEYS.map((key) => projection[key]));
        expect(await shown(network, { ...options, releases: true })).toEqual(
          await shown(randomNetwork(seed).network, options),
        );
        const given = held.filter((values) => typeof values !== "number");
        for (const values of given) expect(values.buffer.byteLength).toBe(0);
        for (const projection of network.projections)
          for (const key of ["rowStart", "source"] as const)
            expect(() => projection[key]).toThrow(`${key} was released`);
        arrays += given.length - 2 * network.projections.length;
      }
      expect(arrays).toBeGreaterThan(0);
    });

  it.each([1, 2])("has no checkpoint in %i threads: it belongs to the whole network", async (workers) => {
    const { network } = randomNetwork(1);
    const state = await startReference(network).checkpoint();
    const target = startReference(network, { workers, releases: true });
    await expect(target.checkpoint()).rejects.toThrow("which were released");
    await expect(target.restore(state)).rejects.toThrow("which were released");
    await target.close();
  });
});
