/**
 * The quotients of parameters that a core forms when it starts (src/program/spinnaker/neuron-constants.ts) must exist in S16.15: a divisor
 * that rounds to 0 has no quotient, and one beyond ±65,536 would wrap to another number without a word.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { S1615_ONE } from "../../src/numerics/s1615.js";
import type { NeuronParameters } from "../../src/program/spinnaker/machine-image.js";
import { fromS1615 } from "./to-s1615.js";

interface Operand {
  readonly what: string;
  /** Raw words: one for all neurons or one each. */
  readonly words: Int32Array;
  /** In the unit a user writes. */
  readonly unit: string;
  readonly perUnit: number;
}

const LARGEST = 2 ** 31;
const ms = (what: string, words: Int32Array): Operand => ({ what, words, unit: "ms", perUnit: 1 });

/**
 * @param dtRaw the time step in S16.15, 0 where it is too short
 * @throws EquipoiseError `s1615-range` naming the neuron whose parameters have no quotient
 */
export function requireQuotients(p: NeuronParameters, dtRaw: number, where: string): void {
  const step = ms("the time step", Int32Array.of(dtRaw));
  const tauM = ms("tau_m", p.tauM);
  const synaptic = [
    ["tau_syn_ex", p.tauExcitatory],
    ["tau_syn_in", p.tauInhibitory],
  ] as const;
  requireQuotient(step, step, where);
  requireQuotient(tauM, { what: "C_m", words: p.cM, unit: "pF", perUnit: 1000 }, where);
  requireQuotient(step, tauM, where);
  requireQuotient(ms("t_ref", p.tRefractory), step, where);
  for (const [name, words] of synaptic) {
    if (words === undefined) {
      requireQuotient({ what: "1", words: Int32Array.of(S1615_ONE), unit: "", perUnit: 1 }, step, where);
      continue;
    }
    requireQuotient(step, ms(name, words), where);
    requireQuotient(ms(name, words), step, where);
  }
}

function requireQuotient(over: Operand, under: Operand, where: string): void {
  const count = Math.max(over.words.length, under.words.length);
  for (let i = 0; i < count; i++) {
    const [a, b] = [over, under].map(({ words }) => words[words.length === 1 ? 0 : i]);
    if (b > 0 && (a * S1615_ONE) / b < LARGEST) continue;
    const neuron = count > 1 ? `, neuron ${i}` : "";
    const written = ({ what, unit, perUnit }: Operand, raw: number) =>
      `${what} (${Number((fromS1615(raw) * perUnit).toPrecision(4))}${unit === "" ? "" : ` ${unit}`} there)`;
    const smallest = Number((under.perUnit / S1615_ONE).toPrecision(3));
    if (b <= 0) {
      fail(
        "s1615-range",
        `${under.what} of ${where}${neuron} is 0 in S16.15, whose step is ${smallest} ${under.unit}, and the cores divide by it.`,
        {
          place: { object: where },
          hint: `give at least ${smallest} ${under.unit}`,
        },
      );
    }
    fail(
      "s1615-range",
      `The cores of ${where}${neuron} divide ${written(over, a)} by ${written(under, b)}, and S16.15 ends at 65536.`,
      {
        place: { object: where },
        hint: `give a smaller ${over.what} or a larger ${under.what}`,
      },
    );
  }
}
