/** The board with SDRAM, simulated at register-transfer level behind its serial line, against the emulator: same spikes, same state, bit for bit. */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { layOutUlx3sImage, ULX3S } from "../../firmware-bridge/boards/ulx3s-image.js";
import { rowEntry, splitWeight, writeRow } from "../../firmware-bridge/boards/ulx3s-rows.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { expectSameAnswers } from "./conformance.js";
import { LINK, nextSession } from "./fpga-boards.js";
import { expectInjectedAlike, expectSameWrapsAndClips } from "./gateware-lockstep.js";
import { expectCells, expectCleanLint, expectParsed, expectPins, gateware, verilogIn } from "./gateware-verilog.js";
import { deploy } from "../../firmware-bridge/protocol/upload.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { dialUlx3s, lockstep, PATIENT, SMALL_ULX3S } from "./ulx3s-boards.js";

describe("the simulated ULX3S", () => {
  it("runs eight cores of 100 neurons like the emulator: all spikes, state words and sums", async () => {
    const { program, target } = balancedIntegerNetwork({
      seed: 21,
      neurons: 800,
      inDegree: 20,
      profile: "hw",
      steps: 60,
    });
    const { spikes, spikesOf, places } = await lockstep(program, target, { steps: 60, stateEvery: 20 });
    expect(spikes / 60 / 800).toBeGreaterThan(0.002);
    // Every core is heard.
    for (let c = 0; c < 8; c++) expect(spikesOf.some((count, id) => count > 0 && places![id] >> 10 === c)).toBe(true);
  }, 240_000);

  it.each(["hw", "lava"] as const)(
    "agrees where u wraps, v clips and delays go to 14 (%s)",
    (profile) => expectSameWrapsAndClips(lockstep, profile, 8),
    240_000,
  );

  it(
    "takes injected spikes of neurons and sources like its own",
    () => expectInjectedAlike(lockstep, 300, 40),
    240_000,
  );

  it("waits in the middle of a step where its log is full, and loses nothing", async () => {
    const { program, target } = balancedIntegerNetwork({
      seed: 4,
      neurons: 600,
      inDegree: 5,
      profile: "hw",
      steps: 200,
      sources: 0,
      // Every neuron fires in every tenth step or so.
      registers: (i) => ({ dv: 200, thresholdMantissa: 400, refractory: i % 4 }),
    });
    const emulator = await createEmulator(program, target);
    const wanted: string[] = [];
    await emulator.advance(200, (step, ids, count) => {
      wanted.push(`${step}: ${ids.subarray(0, count).join(" ")}`);
    });
    let places: Uint32Array = new Uint32Array();
    const host = await deploy(dialUlx3s(), systemClock, { ...LINK, ...PATIENT, session: nextSession() }, (limits) => {
      const image = layOutUlx3sImage(program, target, limits);
      places = image.places!;
      return image.bytes;
    });
    try {
      const programIds = new Map([...places].map((place, id) => [place, id]));
      await host.command("RUN", { until: 200, periodUs: 0 });
      let reply = await host.read("SPIKES", { from: 0 });
      while (reply.head < host.board.logWords) reply = await host.read("SPIKES", { from: 0 });
      expect(reply.head).toBe(8192);
      expect(reply.step).toBeLessThan(200);
      const seen: number[][] = [];
      for (let from = 0; reply.step < 200 || from < reply.head; reply = await host.read("SPIKES", { from })) {
        const words = new Uint16Array(reply.data.slice().buffer);
        for (const word of words) {
          if (word >= 0x8000) seen.push([]);
          else seen.at(-1)!.push(programIds.get(word)!);
        }
        from += words.length;
      }
      const told = seen.map((ids, step) => `${step}: ${ids.sort((a, b) => a - b).join(" ")}`);
      expect(told.filter((line) => !line.endsWith(": "))).toEqual(wanted.filter((line) => !line.endsWith(": ")));
    } finally {
      host.close();
    }
  }, 240_000);

  it.each([30, 62])(
    "holds delays to %d steps, with fewer neurons a core, and weights with a fraction",
    async (delay) => {
      const { program, target } = balancedIntegerNetwork({
        seed: 5,
        neurons: 240,
        inDegree: 12,
        profile: "hw",
        steps: 100,
        longestDelay: delay,
        exponents: [-3, -2, -3],
      });
      const { spikes, ours } = await lockstep(program, target, { steps: 100, stateEvery: 50 });
      expect(spikes).toBeGreaterThan(100);
      expect(ours["accumulator-overflows"]).toBe(0);
      const words = new Uint16Array(layOutUlx3sImage(program, target, SMALL_ULX3S).bytes.buffer);
      expect([words[2] < 6, words[7]]).toEqual([true, delay === 30 ? 1 : 2]);
    },
    240_000,
  );

  it("holds 8,192 neurons, with the board's own image space of 16 MB", async () => {
    const { program, target } = balancedIntegerNetwork({
      seed: 8,
      neurons: 8192,
      inDegree: 1,
      profile: "hw",
      steps: 6,
    });
    expect(program.size).toBe(8192);
    const { spikes, places } = await lockstep(program, target, { steps: 6, stateEvery: 6, imageBits: 23 });
    expect(spikes).toBeGreaterThan(100);
    expect(new Set(Array.from(places!).slice(0, 8192)).size).toBe(8192);
  }, 900_000);
});

/** What sdram_model.h puts into the chip, as the image space shows it: an address is row | bank | column there, bank | row | column in the model. */
function powerUpContents(words: number): Uint8Array {
  const image = new Uint16Array(words);
  const rows = Math.ceil(words / 2048);
  let noise = 1;
  for (let k = 0; k < 2 ** 24; k++) {
    noise = (Math.imul(noise, 1664525) + 1013904223) >>> 0;
    const row = (k >> 9) & 8191;
    const address = (row << 11) | ((k >> 22) << 9) | (k & 511);
    if (row < rows && address >= 67_584) image[address] = noise >>> 16;
  }
  return new Uint8Array(image.buffer);
}

describe("the ULX3S and the model of the board", () => {
  it("answer 150 random frames alike, byte for byte", async () => {
    const limits = {
      board: 0x35504345,
      imageBytes: 2 ** 19,
      neurons: 8192,
      sources: 16_384,
      maxData: 120,
      window: 13,
      logWords: 8192,
      injectWords: 1024,
      traceWords: 3,
      clockHz: 50_000_000,
      features: 3,
    };
    // To the SDRAM and to words of the table that mean nothing: with neurons, or between their words, the model is another machine.
    const writeAt = (even: (below: number) => number) => (even(4) === 0 ? 16 + even(1800) : 200_704 + even(300_000));
    await expectSameAnswers(
      { limits, counters: 6, writeAt, dial: dialUlx3s(), powerUp: powerUpContents(2 ** 18) },
      1,
      150,
    );
  }, 240_000);
});

describe("synapse rows of the ULX3S", () => {
  it("hold exactly the synapses they were made of", () => {
    const synapse = fc.record({
      core: fc.nat(7),
      target: fc.nat(1023),
      delay: fc.nat(62),
      negative: fc.boolean(),
      weight: fc.integer({ min: 1, max: 255 << 7 }),
      exponent: fc.nat(7),
    });
    fc.assert(
      fc.property(fc.array(synapse, { maxLength: 200 }), (synapses) => {
        const wanted = new Map<string, number>();
        const entries: number[] = [];
        for (const { core, target, delay, negative, weight, exponent } of synapses) {
          const key = `${core} ${target} ${delay}`;
          wanted.set(key, (wanted.get(key) ?? 0) + (negative ? -weight : weight));
          splitWeight(weight, exponent, (magnitude, shift) =>
            entries.push(rowEntry(core, shift, negative, delay, target, magnitude)),
          );
        }
        const words = new Uint16Array(4000);
        const end = writeRow(Uint32Array.from(entries), words, 0);
        const found = new Map<string, number>();
        let at = 0;
        for (let count = words[at++]; count > 0; count = words[at++]) {
          const header = words[at++];
          let target = 0;
          for (; count > 0; count--) {
            target += words[at] & 255;
            const change = (words[at++] >> 8) * 2 ** ((header >> 7) & 7) * ((header & 64) === 0 ? 1 : -1);
            const key = `${header >> 10} ${target} ${header & 63}`;
            if (change !== 0) found.set(key, (found.get(key) ?? 0) + change);
          }
        }
        expect(at).toBe(end);
        expect([...found].sort()).toEqual([...wanted].sort());
      }),
    );
  });
});

describe("the Verilog of the ULX3S", () => {
  const top = "ulx3s/top_ulx3s.v";
  const all = verilogIn("rtl", "ulx3s");
  const sources = all.filter((path) => path !== join(gateware, top));

  it("is clean in Verilator's lint with every warning on, and in Icarus", () => {
    expectCleanLint("ulx3s_board", sources);
    expectParsed(sources);
  });

  it("fits the cells of the part, and every port has a pin of its own", () => {
    expectCells("ecp5", "top_ulx3s", all);
    expect(expectPins("ecp5", top, "ulx3s/ulx3s.lpf")).toBe(50);
  });
});

describe("the image of a ULX3S", () => {
  it("is refused with what binds where it does not fit", () => {
    const limits = { imageBytes: 2 ** 19 };
    const network = { seed: 1, inDegree: 1, profile: "hw", steps: 1 } as const;
    const refusal = (change: Partial<Parameters<typeof balancedIntegerNetwork>[0]>, imageBytes = limits.imageBytes) => {
      const { program, target } = balancedIntegerNetwork({ ...network, neurons: 100, ...change });
      return () => layOutUlx3sImage(program, target, { ...SMALL_ULX3S, imageBytes });
    };
    expect(refusal({ neurons: 8200 })).toThrow("it needs 8,200 neurons, the board has 8,192");
    expect(refusal({ neurons: 2100, longestDelay: 60 })).toThrow(/cannot hold the delay \d+ of .* and 2,100 neurons/);
    expect(refusal({ sources: ULX3S.ids })).toThrow("it needs 16,384 spike sources, the board has 8,192");
    expect(refusal({ inDegree: 40 }, 2 * 101_000)).toThrow(
      /it needs [\d,]+ words of synapse memory, the board has 648/,
    );
    expect(refusal({ exponents: [-8, -8, -8] })).toThrow("use weights of at most 6 bits of fraction");
  });
});
