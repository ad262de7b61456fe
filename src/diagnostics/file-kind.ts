/**
 * What a file is by its first bytes, for messages where another kind is expected: "is a compiled program", never "is not UTF-8 text". Each
 * codec keeps its own magic; tests/file-kind.test.ts holds this table against what the codecs write.
 */

export interface FileKind {
  /** With its article: `a compiled program`. */
  readonly what: string;
  /** What is done with one, as an instruction; absent: nothing here reads it. */
  readonly use?: string;
}

/** `what` of an integer network: a folder is known by a file in it. */
export const INTEGER_NETWORK = "an integer network";

/** Bytes from the beginning that tell every kind. */
export const KIND_BYTES = 4096;

interface Known extends FileKind {
  readonly is: (head: Uint8Array) => boolean;
}

/** A text, in which `?` is any byte: the version of a format. */
const begins = (magic: string) => (head: Uint8Array) =>
  head.length >= magic.length && [...magic].every((c, k) => c === "?" || head[k] === c.charCodeAt(0));
const beginsWith =
  (...bytes: readonly number[]) =>
  (head: Uint8Array) =>
    head.length >= bytes.length && bytes.every((byte, k) => head[k] === byte);
const text = (pattern: RegExp) => (head: Uint8Array) => pattern.test(new TextDecoder().decode(head));

const RESUME = "give it to --resume of `run`, with the network that wrote it";

const KINDS: readonly Known[] = [
  {
    what: "a checkpoint of the Loihi emulator",
    use: RESUME,
    is: begins("EQPCKPT?"),
  },
  { what: "a checkpoint of the SpiNNaker emulator", use: RESUME, is: begins("EQPSPIN?") },
  {
    what: "a checkpoint of the float64 reference",
    use: RESUME,
    // "EQRS" as a number, in float64 of either byte order.
    is: (head) => [true, false].some((little) => head.length >= 8 && viewOf(head).getFloat64(0, little) === 0x53525145),
  },
  {
    what: "a compiled program",
    use: "`run`, `inspect`, `export` and `board` take programs",
    is: (head) => begins("EQP?")(head) && isDigit(head[3]),
  },
  {
    what: "a recording (.eqr)",
    use: "`inspect`, `compare` and `sonata spikes` take recordings",
    is: (head) => begins("EQR?")(head) && isDigit(head[3]),
  },
  {
    what: "packed with gzip, as saved verifications (.eqv) are",
    use: "`report` takes saved verifications",
    is: beginsWith(0x1f, 0x8b),
  },
  {
    what: INTEGER_NETWORK,
    use: "`compile`, `run`, `export` and `verify --against` take integer networks: name the folder, or its network.json",
    is: text(/^\s*\{[^]*"format"\s*:\s*"equipoise-integers"/),
  },
  {
    what: "an HDF5 file",
    use: "`import` takes NIR graphs in HDF5, and configurations of SONATA",
    is: beginsWith(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  {
    what: "an archive of arrays (.npz) or another ZIP file",
    use: "descriptions name arrays, and `compare` takes what an exported script wrote, after a recording",
    is: begins("PK\x03\x04"),
  },
  { what: "a NumPy array (.npy)", use: "descriptions name arrays", is: beginsWith(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59) },
  { what: "a Parquet table", is: begins("PAR1") },
  { what: "an SQLite database", use: "`import` takes ds.sqlite3 of sPyNNaker's jobs", is: begins("SQLite format 3\0") },
  { what: "firmware in UF2", use: "copy it onto the drive that a board shows", is: begins("UF2\n") },
  { what: "an HTML page", use: "open it in a browser", is: text(/^\s*<!doctype html/i) },
];

/** Tells what a file is. @param head its first bytes, `KIND_BYTES` unless it is shorter. @returns null of what is no known kind */
export function fileKindOf(head: Uint8Array): FileKind | null {
  const start = head.subarray(0, KIND_BYTES);
  const known = KINDS.find(({ is }) => is(start));
  return known === undefined ? null : { what: known.what, ...(known.use === undefined ? {} : { use: known.use }) };
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
