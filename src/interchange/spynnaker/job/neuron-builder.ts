/**
 * Expands the region `neuron_builder` into the neuron parameters that the machine's neuron expander would write.
 *
 *   header   parameter region, recording region, seed of the population (4), seed of the core (4), structs, neurons
 *   struct   bytes each, repeats (-1: one a neuron), bytes of this description, fields; per field: type, items; per item: repeats, generator
 *            then the parameters of every generator, in order
 * A field is drawn for all neurons before the next one, from the stream of the core. Source: sPyNNaker, neuron_expander.c and utilities/struct.py.
 */
import { Kiss64 } from "../../../numerics/mars-kiss.js";
import { notDone, WordReader } from "./word-reader.js";
import { valueGenerator } from "./value-generators.js";

const ONE_A_NEURON = 0xffffffff;
const WORD_BYTES = 4;
/** Bits after the point of S16.15. */
const FRACTION_BITS = 15;
const SEED_WORDS = 4;
const TYPES = ["S1615", "UINT32", "INT32", "U032"];

/** @returns the words of the region `neuron_params`: struct after struct, each neuron by neuron */
export function expandNeurons(builder: Uint32Array, what: string): Int32Array {
  const reader = new WordReader(builder, what);
  reader.take(2 + SEED_WORDS);
  const [x, y, z, c] = reader.take(SEED_WORDS);
  const random = new Kiss64([x, y, z, c]);
  const structs = reader.word();
  const neurons = reader.word();
  const parts: Int32Array[] = [];
  for (let s = 0; s < structs; s++) parts.push(expandStruct(reader, neurons, random));
  const words = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (words.set(part, at), at + part.length), 0);
  return words;
}

function expandStruct(reader: WordReader, neurons: number, random: Kiss64): Int32Array {
  const start = reader.position;
  const stride = reader.word() / WORD_BYTES;
  const repeats = reader.word();
  const description = reader.word() / WORD_BYTES;
  const fields = Array.from({ length: reader.word() }, () => ({
    type: reader.word(),
    items: Array.from({ length: reader.word() }, () => ({ repeats: reader.word(), generator: reader.word() })),
  }));
  reader.skipTo(start + description);
  const words = new Int32Array(stride * (repeats === ONE_A_NEURON ? neurons : repeats));
  fields.forEach(({ type, items }, field) => {
    if (type > 2)
      notDone(reader.what, `a parameter has the type ${TYPES[type] ?? type}`, "use one of sPyNNaker's cells");
    let at = field;
    for (const item of items) {
      const next = valueGenerator(item.generator, reader, random);
      const count = item.repeats === ONE_A_NEURON ? neurons : item.repeats;
      for (let k = 0; k < count; k++, at += stride) {
        const value = next();
        // As C casts a fixed-point number to an integer: towards zero.
        words[at] = type === 0 ? value : Math.trunc(value / 2 ** FRACTION_BITS);
      }
    }
  });
  return words;
}
