import { fileKindOf } from "../diagnostics/file-kind.js";

/** What is wrong with a file of numbers; the caller adds the place. */
export class ArrayFileError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = "ArrayFileError";
  }
}

/** `is not a .npy file`, or what it is instead where that can be told. @param bytes of the file */
export function isNot(wanted: string, bytes: Uint8Array): string {
  const kind = fileKindOf(bytes);
  return kind === null || kind.what.includes(wanted.split(" ")[1])
    ? `is not ${wanted}`
    : `is ${kind.what}, not ${wanted}`;
}
