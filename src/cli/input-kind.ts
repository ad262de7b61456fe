/** What a command was given to run: what it may be told, and the way out where it does not fit, depend on it. `kindOfInput` tells. */
export type InputKind = "description" | "program" | "integers";
