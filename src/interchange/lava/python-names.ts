/** Names of a network as Python identifiers, each once. */

/** Words of Python, and what the script itself uses. */
const TAKEN = [
  ..."False None True and as assert async await break class continue def del elif else except finally for from global if import in".split(
    " ",
  ),
  ..."is lambda nonlocal not or pass raise return try while with yield match case type print range len self np".split(
    " ",
  ),
  ..."LIF LIFRefractory Dense DelayDense Sparse DelaySparse RingBuffer SignMode Recorder SideBySide".split(" "),
  ..."ARRAYS STEPS dense sparse spikes build main neurons recorder arguments".split(" "),
];

export class PythonNames {
  private readonly taken = new Set(TAKEN);

  /** Letters, digits and `_`; a name that is taken gets a number. */
  of(name: string): string {
    const plain = name
      .replace(/→|->/g, "_to_")
      .replace(/[^A-Za-z0-9_]+/g, "_")
      .replace(/^_+|_+$/g, "");
    const base = /^[A-Za-z]/.test(plain) ? plain : `n${plain === "" ? "" : `_${plain}`}`;
    let free = base;
    for (let k = 2; this.taken.has(free); k++) free = `${base}_${k}`;
    this.taken.add(free);
    return free;
  }
}
