/** Says where what was built differs from what is committed. */

/** Returns null where both are the same, else a sentence with the first place. */
export function difference(what: string, committed: Uint8Array | null, built: Uint8Array): string | null {
  if (committed === null) return `${what} is not there.`;
  const shorter = Math.min(committed.length, built.length);
  let at = 0;
  while (at < shorter && committed[at] === built[at]) at++;
  if (at === committed.length && at === built.length) return null;
  const sizes = `${committed.length} bytes are committed, ${built.length} were built`;
  if (at === shorter) return `${what} ends too ${committed.length < built.length ? "early" : "late"}: ${sizes}.`;
  let count = Math.abs(committed.length - built.length);
  for (let k = at; k < shorter; k++) if (committed[k] !== built[k]) count++;
  const hex = (byte: number) => `0x${byte.toString(16).padStart(2, "0")}`;
  return (
    `${what} differs from what its sources give, first at byte ${at}: ` +
    `${hex(committed[at])} is committed, ${hex(built[at])} was built; ${count} bytes differ in all, and ${sizes}.`
  );
}
