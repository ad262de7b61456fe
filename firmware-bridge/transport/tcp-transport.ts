/** A TCP connection to a board, a serial server or a simulator. */
import { connect } from "node:net";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { HangUp } from "./hang-up.js";
import type { Transport } from "./transport.js";

/** @throws EquipoiseError `tcp-open` with the system's reason */
export async function openTcp(host: string, port: number): Promise<Transport> {
  const name = `tcp:${host}:${port}`;
  const socket = connect({ host, port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  }).catch((error: Error) =>
    fail("tcp-open", `There is no connection to ${host}, port ${port}: ${error.message}.`, {
      exitCode: ExitCode.device,
      hint: "is the board's server running there?",
    }),
  );
  const hangUp = new HangUp();
  socket.on("close", hangUp.notice);
  socket.on("error", hangUp.notice);
  return {
    name,
    write: (bytes) => void (hangUp.happened || socket.write(bytes)),
    onData: (listener) => void socket.on("data", listener),
    onClose: (listener) => hangUp.onClose(listener),
    close: () => {
      socket.destroy();
      hangUp.notice();
    },
  };
}
