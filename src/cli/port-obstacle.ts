/** What keeps a serial port from being opened, or shares it, and the way out of it: for the doctor and for every command that cannot open one. */
import type { PortFacts } from "./serial-port-facts.js";

export interface PortObstacle {
  readonly check: "port" | "rights" | "other programs";
  readonly finding: string;
  readonly wayOut: string;
}

/** Names the first obstacle; null where the system shows none. */
export function obstacleOf({ path, present, permitted, group, holders }: PortFacts): PortObstacle | null {
  if (!present)
    return {
      check: "port",
      finding: `there is no ${path}`,
      wayOut: "plug the board in and look with `equipoise board list`; a cable that only charges has no data wires",
    };
  if (!permitted)
    return {
      check: "rights",
      finding: `you may not read and write it${group === null ? "" : `; its group is ${group}`}`,
      wayOut: `sudo usermod -aG ${group ?? "dialout"} $USER, then log out and in again`,
    };
  if (holders.length > 0)
    return {
      check: "other programs",
      finding: `${holders.join(", ")} ${holders.length > 1 ? "have" : "has"} it open, too, and may take bytes away`,
      wayOut: `end ${holders.join(" and ")}; ModemManager opens every new port: sudo systemctl mask --now ModemManager`,
    };
  return null;
}

/** What the system says of a port that somebody else has locked. */
const LOCKED = /cannot lock port|busy|temporarily unavailable/i;

/** The way out where opening a port failed; undefined where nothing better is known than what the opener says. @param said by the system */
export function wayOutOf(facts: PortFacts, said: string): string | undefined {
  const obstacle = obstacleOf(facts);
  if (obstacle !== null) return obstacle.wayOut;
  // Programs of other users are not seen.
  return LOCKED.test(said) ? `another program has it open: sudo fuser -v ${facts.path} names it; end it` : undefined;
}
