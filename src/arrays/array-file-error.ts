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
