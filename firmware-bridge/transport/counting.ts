/** Counts the bytes of a line, both ways, over all its connections. */
import type { Dialer } from "./transport.js";

export interface Traffic {
  readonly sent: number;
  readonly received: number;
}

export function countingDialer(dial: Dialer): { readonly dial: Dialer; readonly traffic: Traffic } {
  const traffic = { sent: 0, received: 0 };
  return {
    traffic,
    async dial() {
      const line = await dial();
      return {
        ...line,
        write(bytes) {
          traffic.sent += bytes.length;
          line.write(bytes);
        },
        onData: (listener) =>
          line.onData((bytes) => {
            traffic.received += bytes.length;
            listener(bytes);
          }),
      };
    },
  };
}
