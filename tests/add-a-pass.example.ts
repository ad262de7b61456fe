/** The worked example of docs/add-a-pass.md, which must quote it to the letter (tests/docs-examples.test.ts). */
import type { Pass, Quantized } from "../compiler/loihi/stages.js";
import { internalFault } from "../compiler/common/internal-fault.js";

export const dropDeadTime: Pass<Quantized, Quantized> = {
  name: "drop-dead-time",
  summary: "Removes the dead time after a spike.",
  run(quantized, { ledger }) {
    const dead = quantized.refractory.filter((register) => register > 1);
    ledger.add({
      kind: "refractory-dropped",
      where: "all neurons",
      count: dead.length,
      of: quantized.refractory.length,
      worst: dead.reduce((a, b) => Math.max(a, b), 1) - 1,
      unit: "steps",
    });
    return { ...quantized, refractory: quantized.refractory.map(() => 1) };
  },
  check(_quantized, output) {
    if (output.refractory.some((register) => register !== 1)) internalFault("drop-dead-time: a dead time is left");
  },
};
