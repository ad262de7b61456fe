/** Tests only: a stage whose fields may be changed, to see its checker refuse it. */
export type Writable<T> = T extends (...args: never[]) => unknown
  ? T
  : T extends ArrayBufferView
    ? T
    : T extends object
      ? { -readonly [K in keyof T]: Writable<T[K]> }
      : T;
