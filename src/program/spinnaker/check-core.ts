/** Does the image of a core contradict itself? The layout addresses its atoms, and every row and word names something that exists. */
import { fail } from "../../diagnostics/diagnostic.js";
import { SYNAPSE_TYPES, type SpinnakerCore } from "./machine-image.js";
import { FIELD_BITS } from "./synaptic-word.js";

/** Delay stages of a few thousand ticks are beyond any machine; more means a damaged image. */
const LARGEST_EXTRA_DELAY = 0xffff;

/** @throws EquipoiseError where the image contradicts itself */
export function checkSpinnakerCore(core: SpinnakerCore, place: { readonly object: string }): void {
  const { layout, leftShifts, stepsPerTick, synapseCores } = core;
  const { indexBits, typeBits, delayBits } = layout;
  const n = core.neurons.length;
  if (
    ![indexBits, typeBits, delayBits].every((bits) => Number.isInteger(bits) && bits >= 0) ||
    !isCount(synapseCores) ||
    !isCount(stepsPerTick)
  )
    fail("core-layout", "bits of a word, synapse cores or steps a tick are not whole numbers", { place });
  if (n > 2 ** indexBits || 2 ** typeBits < SYNAPSE_TYPES)
    fail(
      "core-layout",
      `${indexBits} index bits and ${typeBits} type bits cannot address ${n} atoms with ${SYNAPSE_TYPES} synapse types`,
      { place },
    );
  if (indexBits + typeBits + delayBits > FIELD_BITS)
    fail("core-layout", "delay, type and index do not fit a synaptic word", {
      place,
      limit: { what: "bits below the weight", used: indexBits + typeBits + delayBits, max: FIELD_BITS },
    });
  if (!leftShifts.every((s) => Number.isInteger(s) && s >= 0 && s < 32))
    fail("core-layout", `the ring-buffer shifts ${leftShifts.join(", ")} are not all in 0..31`, { place });
  checkRows(core, place);
}

function isCount(x: number): boolean {
  return Number.isInteger(x) && x >= 1;
}

function checkRows(
  { neurons, layout, synapseCores, blocks, rowStart, words }: SpinnakerCore,
  place: { readonly object: string },
): void {
  const rows = rowStart.length - 1;
  if (rows < 0 || rowStart[0] !== 0 || rowStart[rows] !== words.length)
    fail("core-rows", "the synaptic rows do not cover the synaptic words", { place });
  for (let r = 0; r < rows; r++)
    if (rowStart[r] > rowStart[r + 1]) fail("core-rows", `synaptic row ${r} ends before it starts`, { place });
  for (const { firstSource, firstRow, sources, extraDelay, synapseCore } of blocks) {
    if (![firstSource, firstRow, sources].every((x) => Number.isInteger(x) && x >= 0))
      fail("core-rows", "a block names rows or sources that are not whole numbers", { place });
    if (!(Number.isInteger(synapseCore) && synapseCore >= 0 && synapseCore < synapseCores))
      fail("core-rows", `a block lies on synapse core ${synapseCore} of ${synapseCores}`, { place });
    if (firstRow + sources > rows)
      fail("core-rows", `a block of ${sources} rows from row ${firstRow} on lies outside the ${rows} rows`, { place });
    if (!(Number.isInteger(extraDelay) && extraDelay >= 0 && extraDelay <= LARGEST_EXTRA_DELAY))
      fail("core-rows", `a block is held back for ${extraDelay} ticks`, { place });
  }
  const indexMask = 2 ** layout.indexBits - 1;
  const typeMask = 2 ** layout.typeBits - 1;
  for (let k = 0; k < words.length; k++) {
    const index = words[k] & indexMask;
    const type = (words[k] >>> layout.indexBits) & typeMask;
    if (index >= neurons.length || type >= SYNAPSE_TYPES)
      fail("core-rows", `a synapse names atom ${index} with type ${type} on a core of ${neurons.length} atoms`, {
        place,
      });
  }
}
