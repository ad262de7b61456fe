/**
 * What a board says of itself, and what it answers, is judged before it is used: a board may be faulty, of another firmware, or no board at all.
 * Every judge gives the rest of a sentence that begins with the board, or null.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { stateName, type ReadName } from "./codes.js";
import { LONGEST_DATA } from "./frame.js";
import type { Bodies, HelloReply } from "./messages.js";
import { LARGEST_ID } from "./spike-words.js";

/** A marker and an id. */
const LEAST_DATA = 4;
/** Far above what any board of this protocol has, and small enough to be checked in no time. */
const LARGEST_IMAGE = 2 ** 26;
const LARGEST_WINDOW = 2 ** 16 - 1;
const LARGEST_NUMBER = 2 ** 32 - 1;
const WORD_BYTES = 4;

const LIMITS: readonly (readonly [field: keyof HelloReply, least: number, most: number])[] = [
  ["imageBytes", 1, LARGEST_IMAGE],
  ["neurons", 1, LARGEST_ID + 1],
  ["sources", 0, LARGEST_ID + 1],
  ["maxData", LEAST_DATA, LONGEST_DATA],
  ["window", 1, LARGEST_WINDOW],
  ["logWords", 1, LARGEST_NUMBER],
  ["traceWords", 1, Math.floor(LONGEST_DATA / WORD_BYTES)],
];

export function complaintAboutHello(hello: HelloReply): string | null {
  for (const [field, least, most] of LIMITS) {
    if (hello[field] < least || hello[field] > most)
      return `says that its ${field} is ${hello[field].toLocaleString("en")}; from ${least.toLocaleString("en")} to ${most.toLocaleString("en")} is possible`;
  }
  if (WORD_BYTES * hello.traceWords > hello.maxData)
    return `says that it shows ${hello.traceWords} words a neuron in at most ${hello.maxData} bytes, which do not fit`;
  if (stateName(hello.state) === undefined) return `says that it is in state ${hello.state}, which does not exist`;
  return null;
}

/** @param asked what the answer belongs to */
export function complaintAboutAnswer(
  name: ReadName,
  asked: object,
  answer: object,
  { traceWords }: HelloReply,
): string | null {
  const { data } = answer as { readonly data: Uint8Array };
  const wrongLength = (bytes: number) =>
    data.length === bytes ? null : `answered ${name} with ${data.length} bytes where ${bytes} were due`;
  switch (name) {
    case "READBACK": {
      const { address, length } = asked as Bodies["READBACK"];
      const got = answer as Bodies["READBACK_REPLY"];
      return got.address === address
        ? wrongLength(length)
        : `answered READBACK of address ${address} with address ${got.address}`;
    }
    case "TRACE": {
      const { first, count } = asked as Bodies["TRACE"];
      const got = answer as Bodies["TRACE_REPLY"];
      return got.first === first
        ? wrongLength(WORD_BYTES * traceWords * count)
        : `answered TRACE of neuron ${first} with neuron ${got.first}`;
    }
    case "COUNTERS":
      return data.length % WORD_BYTES === 0
        ? null
        : `answered COUNTERS with ${data.length} bytes, which are no whole words`;
    case "SPIKES":
      return data.length % 2 === 0 ? null : `answered SPIKES with ${data.length} bytes, which are no whole words`;
  }
}

/** @throws EquipoiseError `board-answer`, exit code 6 */
export function nonsense(line: string, complaint: string): never {
  return fail("board-answer", `The board at ${line} ${complaint}.`, {
    exitCode: ExitCode.device,
    hint: "check that it is a board of this protocol, and program it with the image of this release",
  });
}
