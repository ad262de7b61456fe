/** What ends an exchange ends it for those that arrive afterwards, too. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ExchangeGate } from "./exchange-gate.js";
import { abortExchange, openShared, PUBLISHED, SharedExchange } from "./shared-exchange.js";

const BLOCK = 2;
const SIZES = [3, 4];
const NO_SPIKES = [new Uint32Array(BLOCK), new Uint32Array()] as const;

// Nobody would wake the only thread.
beforeEach(
  () =>
    void vi.spyOn(Atomics, "wait").mockImplementation(() => {
      throw new Error("it sleeps");
    }),
);
afterEach(() => void vi.restoreAllMocks());

it("a gate that has ended stays so when a slice that was still computing publishes its block", async () => {
  const gate = new ExchangeGate({ block: BLOCK, sizes: SIZES }, [0]);
  const published = gate.published(1);
  gate.end();
  abortExchange(gate.seat.buffer);
  const slice = new SharedExchange(gate.seat, BLOCK, SIZES, 0);
  expect(() => slice.share(BLOCK, ...NO_SPIKES)).toThrow();
  // Below the block that is waited for, the waiting would never end and let nothing else happen: not here, where it is set right first.
  const left = Atomics.exchange(new Int32Array(gate.seat.buffer), PUBLISHED, 1);
  await published;
  expect(left).toBeGreaterThan(1);
});

it("a slice that arrives after an abort throws, and does not wait for those that are gone", () => {
  const seat = openShared({ block: BLOCK, sizes: SIZES }, SIZES.length, false);
  abortExchange(seat.buffer);
  expect(() => new SharedExchange(seat, BLOCK, SIZES, 0).share(BLOCK, ...NO_SPIKES)).toThrow("another worker failed");
});
