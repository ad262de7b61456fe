/** Whose time a line is measured in: that of a board which is simulated in a time of its own, or this machine's. */
import type { Dialer, Transport } from "../../firmware-bridge/transport/transport.js";

const MS_PER_SECOND = 1000;

export interface LineClock {
  readonly dial: Dialer;
  /** ms; this machine's before the first line, and where the board has no time that can be read. */
  now(): number;
  /** Known once the line has been dialled. */
  readonly ofBoard: boolean;
}

export function lineClock(dial: Dialer): LineClock {
  let simulation: Transport["simulation"];
  return {
    async dial() {
      const line = await dial();
      ({ simulation } = line);
      return line;
    },
    now: () => (simulation === undefined ? performance.now() : MS_PER_SECOND * simulation.seconds()),
    get ofBoard() {
      return simulation !== undefined;
    },
  };
}
