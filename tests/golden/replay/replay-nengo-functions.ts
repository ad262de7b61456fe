/** Vectors of nengo-loihi's integer functions: weights, synapse memory bits, overflow, bias registers. */
import { biasToMantissaExponent, discretizeWeight, overflowSigned } from "../../../src/interchange/nengo-loihi-discretize.js";
import { listBits } from "../../../src/program/loihi/synapse-memory.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import type { Comparison } from "./difference.js";
import { has, matrixOf, numberOf, numbersOf, objectOf, objectsOf, type JsonObject } from "./vector.js";

/** fanout_type 1: mixed. */
const MIXED = 1;
/** compression 3: dense runs without indices. */
const DENSE = 3;

export function replayNengoFunctions(vector: JsonObject, comparison: Comparison): void {
  objectsOf(vector, "discretize_weights").forEach((table, t) => {
    const bits = numberOf(table, "real_weight_bits");
    const mixed = numberOf(table, "fanout_type") === MIXED;
    const exponent = numberOf(table, "weight_exp");
    const expected = numbersOf(table, "effective");
    numbersOf(table, "input").forEach((w, k) => {
      comparison.equal(
        expected[k],
        discretizeWeight(w, bits, mixed, exponent),
        "effective weight",
        `discretize_weights[${t}][${k}] (${w})`,
      );
    });
  });
  if (has(vector, "bits_per_axon")) replayBits(objectOf(vector, "bits_per_axon"), comparison);
  if (has(vector, "overflow_signed")) {
    const table = objectOf(vector, "overflow_signed");
    for (const bits of Object.keys(table).filter((key) => key !== "input")) {
      const expected = numbersOf(table, bits);
      numbersOf(table, "input").forEach((x, k) =>
        comparison.equal(
          expected[k],
          overflowSigned(x, Number(bits)),
          "wrapped value",
          `overflow_signed[${bits}][${k}]`,
        ),
      );
    }
  }
  if (has(vector, "bias_to_manexp")) {
    const table = objectOf(vector, "bias_to_manexp");
    numbersOf(table, "input").forEach((bias, k) => {
      const { mantissa, exponent } = biasToMantissaExponent(bias);
      comparison.equal(numbersOf(table, "man")[k], mantissa, "bias mantissa", `bias_to_manexp[${k}]`);
      comparison.equal(numbersOf(table, "exp")[k], exponent, "bias exponent", `bias_to_manexp[${k}]`);
    });
  }
}

function replayBits(table: JsonObject, comparison: Comparison): void {
  const columns = table["columns"] as readonly string[];
  const blockSize = numberOf(table, "n_synapses", LOIHI1.synapse.synapsesPerBlock - 1) + 1;
  matrixOf(table, "rows").forEach((row, r) => {
    const at = (name: string) => row[columns.indexOf(name)];
    const perSynapse = at("weight_bits") + (at("compression") === DENSE ? 0 : at("idx_bits"));
    const bits = listBits(at("n_weights"), perSynapse, { ...LOIHI1.synapse, synapsesPerBlock: blockSize });
    comparison.equal(at("bits"), bits, "bits of an axon", `bits_per_axon[${r}]`);
  });
}
