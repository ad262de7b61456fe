/** What the host has sent, or will send, and waits for. */
import type { CommandName, ReadName } from "./codes.js";
import type { Bodies } from "./messages.js";

/** What a STEP returns; null for other commands. */
export type CommandAnswer = Bodies["SPIKES_REPLY"] | null;

/** Executed once, in the order of its sequence number. */
export interface Command {
  readonly name: CommandName;
  readonly sequence: number;
  readonly bytes: Uint8Array;
  readonly resolve: (answer: CommandAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** Asked again until it is answered. */
export interface Read {
  readonly name: ReadName | "HELLO";
  readonly bytes: Uint8Array;
  sent: boolean;
  readonly resolve: (body: never) => void;
  readonly reject: (error: Error) => void;
}
