import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRaster, encodeRaster, firstSpikeAt } from "./raster-codec.js";

const rasters = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 10, max: 100_000 }), fc.integer({ min: 0, max: 2_000_000 })), {
    selector: ([s, n]) => `${s} ${n}`,
    maxLength: 300,
  })
  .map((spikes) => spikes.sort((a, b) => a[0] - b[0] || a[1] - b[1]))
  .map((spikes) => ({
    spikeSteps: Uint32Array.from(spikes, (s) => s[0]),
    spikeIds: Uint32Array.from(spikes, (s) => s[1]),
  }));

describe("raster codec", () => {
  it("gives back every spike of every raster", () => {
    fc.assert(
      fc.property(rasters, fc.integer({ min: 0, max: 10 }), (raster, from) => {
        const encoded = encodeRaster(raster, from, 100_001);
        expect(encoded.spikes).toBe(raster.spikeSteps.length);
        expect(decodeRaster(encoded, from)).toEqual(raster);
      }),
    );
  });

  it("keeps exactly the spikes of from ≤ step < to", () => {
    fc.assert(
      fc.property(
        rasters,
        fc.integer({ min: 0, max: 50_000 }),
        fc.integer({ min: 50_000, max: 100_001 }),
        (raster, from, to) => {
          const kept = [...raster.spikeSteps.keys()].filter(
            (k) => raster.spikeSteps[k] >= from && raster.spikeSteps[k] < to,
          );
          const decoded = decodeRaster(encodeRaster(raster, from, to), from);
          expect([...decoded.spikeSteps]).toEqual(kept.map((k) => raster.spikeSteps[k]));
          expect([...decoded.spikeIds]).toEqual(kept.map((k) => raster.spikeIds[k]));
        },
      ),
    );
  });

  it("encodes no spikes as nothing", () => {
    expect(encodeRaster({ spikeSteps: new Uint32Array(0), spikeIds: new Uint32Array(0) }, 0, 100)).toEqual({
      base64: "",
      spikes: 0,
    });
    expect(firstSpikeAt(new Uint32Array(0), 5)).toBe(0);
  });
});
