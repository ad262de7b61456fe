/** A board that runs in this process or on pipes, behind a relay that has a pseudo-terminal. */
import type { GuardedProcess } from "../../firmware-bridge/transport/guarded-process.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";

/**
 * Joins both; the end of either ends the other.
 * @param relay prints the name of its terminal first
 * @returns the relay
 */
export async function relayedBoard(relay: GuardedProcess, dial: Dialer): Promise<GuardedProcess> {
  const line = await dial().catch((error: unknown) => {
    relay.kill();
    throw error;
  });
  // The first piece is the name, and nothing else comes before it has been read and used.
  relay.stdout.once("data", () => relay.stdout.on("data", (bytes: Buffer) => line.write(bytes)));
  relay.stdin!.on("error", () => line.close());
  line.onData((bytes) => relay.stdin!.write(bytes));
  line.onClose(() => relay.kill());
  // It may have ended while the board was started.
  void relay.ended.then(() => line.close());
  return relay;
}
