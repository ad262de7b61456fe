/** Random changes to what a file says, made so that its checksum is right afterwards: of its fields, or of its bytes. */
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import type { CounterStream } from "../../src/numerics/philox.js";

const NUMBERS = [
  0,
  1,
  2,
  3,
  7,
  63,
  64,
  255,
  256,
  1023,
  65_535,
  65_536,
  2 ** 24,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  -1,
  -128,
  -(2 ** 31),
  0.5,
  1e-300,
  5e-324,
  1e9,
  2 ** 53,
  1e300,
  NaN,
  Infinity,
  -Infinity,
];
const TEXTS = [
  "",
  "E",
  "__proto__",
  "constructor",
  "\u0000\u001b[2J\u202e",
  "loihi1",
  "spinnaker1",
  "hw",
  "lava",
  "x".repeat(2000),
];

type Slot = { readonly holder: Record<string | number, unknown>; readonly key: string | number };

function slotsOf(root: object): Slot[] {
  const slots: Slot[] = [];
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
    for (const key of Object.keys(value)) {
      slots.push({ holder: value as Record<string, unknown>, key });
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  return slots;
}

/** Changes one to three fields of a tree of records, lists, numbers, words and bytes, in place. */
export function changeFields(root: object, draw: CounterStream): void {
  for (let change = 1 + draw.below(3); change > 0; change--) {
    const slots = slotsOf(root);
    if (slots.length === 0) return;
    const { holder, key } = slots[draw.below(slots.length)];
    holder[key] = changed(holder[key], draw, () => {
      const other = slots[draw.below(slots.length)];
      return other.holder[other.key];
    });
  }
}

function changed(value: unknown, draw: CounterStream, other: () => unknown): unknown {
  if (typeof value === "number")
    return draw.below(4) === 0 ? value + draw.below(3) - 1 : NUMBERS[draw.below(NUMBERS.length)];
  if (typeof value === "string") return TEXTS[draw.below(TEXTS.length)];
  if (typeof value === "boolean") return !value;
  if (value instanceof Uint8Array) return changedBytes(value, draw);
  if (Array.isArray(value)) return changedList(value, draw);
  if (draw.below(4) === 0) return undefined;
  const replacement = other();
  // The same kind of thing from elsewhere; a thing within itself would never end.
  return typeof replacement === "object" && replacement !== null && !ArrayBuffer.isView(replacement)
    ? value
    : replacement;
}

function changedList(list: unknown[], draw: CounterStream): unknown[] {
  const at = draw.below(list.length + 1);
  switch (draw.below(5)) {
    case 0:
      return list.slice(0, at);
    case 1:
      return [...list.slice(0, at), ...list.slice(at + 1)];
    case 2:
      return list.length === 0 ? list : [...list, structuredClone(list[Math.min(at, list.length - 1)])];
    case 3:
      return [...list].reverse();
    default:
      return [];
  }
}

/** Words of four bytes are set, dropped or doubled, or any byte is. */
export function changedBytes(bytes: Uint8Array, draw: CounterStream): Uint8Array {
  const out = Uint8Array.from(bytes);
  const word = 4 * draw.below(Math.floor(out.length / 4) + 1);
  switch (draw.below(7)) {
    case 0:
      return out.subarray(0, word);
    case 1:
      return Uint8Array.from([...out.subarray(0, word), ...out.subarray(word + 4)]);
    case 2:
      return Uint8Array.from([...out, ...out.subarray(word, word + 4)]);
    case 3:
      return new Uint8Array();
    case 4:
      return out.fill(255, word, word + 4);
    case 5:
      return out.fill(0, word, word + 8);
    default:
      if (out.length > 0) out[draw.below(out.length)] ^= 1 + draw.below(255);
      return out;
  }
}

/** One to four changes of any bytes. */
export function scrambled(bytes: Uint8Array, draw: CounterStream): Uint8Array {
  let out: Uint8Array = Uint8Array.from(bytes);
  for (let change = 1 + draw.below(4); change > 0 && out.length > 0; change--) {
    const at = draw.below(out.length);
    const kind = draw.below(3);
    if (kind === 0) out[at] ^= 1 + draw.below(255);
    else if (kind === 1) out = Uint8Array.from([...out.subarray(0, at), ...out.subarray(at + 1 + draw.below(12))]);
    else out.copyWithin(at, draw.below(out.length), out.length);
  }
  return out;
}

interface Wire<Message extends object> {
  decode(body: Uint8Array): Message;
  encode(message: Message): { finish(): Uint8Array };
}

/** A protobuf message with other fields; where they cannot be read or encoded at all, other bytes. */
export function changedMessage<Message extends object>(
  wire: Wire<Message>,
  body: Uint8Array,
  draw: CounterStream,
): Uint8Array {
  try {
    const message = wire.decode(body);
    changeFields(message, draw);
    return wire.encode(message).finish();
  } catch {
    return scrambled(body, draw);
  }
}

export interface Tally {
  accepted: number;
  refused: number;
}

/** Runs one case: anything but success and an EquipoiseError is a fault, with the number of the case. */
export async function attempt(tally: Tally, number: number, run: () => unknown): Promise<void> {
  try {
    await run();
    tally.accepted++;
  } catch (error) {
    if (!(error instanceof EquipoiseError))
      throw new Error(`case ${number}: ${error instanceof Error ? error.stack : String(error)}`);
    tally.refused++;
  }
}

/**
 * Prints the counts of a test. Most changes must be refused, or nothing is checked; some must be accepted, or nothing behind the checks runs:
 * a tenth and a hundredth are well below what every format has had (refused 35 to 98 of a hundred).
 */
export function judge(
  what: string,
  { accepted, refused }: Tally,
): { readonly refused: boolean; readonly accepted: boolean } {
  const cases = accepted + refused;
  process.stdout.write(`${what}: ${cases} changed, ${accepted} accepted, ${refused} refused, 0 faults\n`);
  return { refused: refused > cases / 10, accepted: accepted > cases / 100 };
}

/** MB that this process has ever held; test files have processes of their own. */
export function peakMegabytes(): number {
  return process.resourceUsage().maxRSS / 1024;
}
