// The fast kernel of a SpiNNaker-style machine; the readable one, which decides, is ../plain-kernel.ts.
export { poissonCounts } from "../../../../src/numerics/assembly/poisson";
export { setBitmaps } from "./bitmap-runs";
export { deliver } from "./deliver";
export { deliverLines } from "./lines";
export { playPoissonCore } from "./poisson-core";

import { CoreRecord } from "./core-record";
import { drainCore, updateCore } from "./update";

/** A tick of all cores; writes the ids that fired to `fired` and returns how many. */
export function update(records: usize, cores: u32, tick: u32, fired: usize): u32 {
  let end = fired;
  for (let c: u32 = 0; c < cores; c++, records += offsetof<CoreRecord>())
    end = updateCore(changetype<CoreRecord>(records), tick, end);
  return <u32>((end - fired) >> 2);
}

/** Drains the slots of `tick` alone. */
export function drain(records: usize, cores: u32, tick: u32): void {
  for (let c: u32 = 0; c < cores; c++, records += offsetof<CoreRecord>())
    drainCore(changetype<CoreRecord>(records), tick);
}
