/** Vectors of Lava's weight functions (type `weights`): clip and truncate tables, optimize_weight_bits with its errors. */
import { effectiveWeight, optimizeWeightBits } from "../../../src/interchange/lava-weights.js";
import type { SignMode } from "../../../src/program/loihi/program.js";
import type { Comparison } from "./difference.js";
import { has, numberOf, numbersOf, objectsOf, stringOf, type JsonObject } from "./vector.js";

export function replayLavaWeights(vector: JsonObject, comparison: Comparison): void {
  objectsOf(vector, "truncate").forEach((table, t) => {
    const signMode = stringOf(table, "sign_mode") as SignMode;
    const bits = numberOf(table, "num_weight_bits");
    const expected = numbersOf(table, "effective");
    numbersOf(table, "input").forEach((weight, k) => {
      comparison.equal(
        expected[k],
        effectiveWeight(weight, signMode, bits),
        "effective weight",
        `truncate[${t}][${k}] (${weight})`,
      );
    });
  });
  objectsOf(vector, "optimize").forEach((entry, t) => {
    const where = `optimize[${t}]`;
    const result = optimizeWeightBits(
      numbersOf(entry, "input"),
      stringOf(entry, "sign_mode") as SignMode,
      entry["loihi2"] === true,
    );
    if ("error" in result || has(entry, "error")) {
      comparison.equal(
        has(entry, "error") ? stringOf(entry, "error") : "no error",
        "error" in result ? result.error : "no error",
        "error",
        where,
      );
      return;
    }
    comparison.equal(numberOf(entry, "num_weight_bits"), result.weightBits, "number of weight bits", where);
    comparison.equal(numberOf(entry, "weight_exp"), result.weightExponent, "weight exponent", where);
    numbersOf(entry, "weights").forEach((w, k) =>
      comparison.equal(w, result.weights[k], "optimized weight", `${where}[${k}]`),
    );
  });
}
