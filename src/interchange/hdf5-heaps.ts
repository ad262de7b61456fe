/**
 * Looks at the heaps in which an HDF5 file keeps text of any length, before the library does: in one whose free space has size 0 it goes on
 * for ever. Source: HDF5 File Format Specification 3.0, III.E, "Disk Format: Level 1E - Global Heap".
 */
const SIGNATURE = 0x4c4f4347; // GCOL
const VERSION = 1;
const HEADER_BYTES = 16;
const OBJECT_BYTES = 16;
/** Sizes and addresses have 8 bytes in files of this century; a heap stands at a multiple of 8. */
const ALIGNMENT = 8;

/** Finds out whether every heap ends. @returns false where the list of one does not */
export function heapsEnd(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEADER_BYTES <= bytes.length; at += ALIGNMENT)
    if (view.getUint32(at, true) === SIGNATURE && view.getUint32(at + 4, true) === VERSION && !heapEnds(view, at))
      return false;
  return true;
}

function heapEnds(view: DataView, at: number): boolean {
  const end = at + Number(view.getBigUint64(at + 8, true));
  // What is cut off, the library says itself.
  if (!(end <= view.byteLength)) return true;
  for (let object = at + HEADER_BYTES; object + OBJECT_BYTES <= end;) {
    const free = view.getUint16(object, true) === 0;
    const size = Number(view.getBigUint64(object + 8, true));
    const taken = free ? size : OBJECT_BYTES + ALIGNMENT * Math.ceil(size / ALIGNMENT);
    if (taken === 0 || object + taken > end) return false;
    object += taken;
  }
  return true;
}
