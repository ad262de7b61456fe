/**
 * A serial port, or a pseudo-terminal that behaves like one: 8 data bits, no parity, raw bytes. DTR and RTS are raised where the driver
 * has them; pseudo-terminals have not, and that is no error. Package `serialport`.
 */
import { SerialPort } from "serialport";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { HangUp } from "./hang-up.js";
import type { Transport } from "./transport.js";

/** Ports that this process is closing: until the system has done it, they are locked for this process, too. */
const closing = new Map<string, Promise<void>>();

function closePort(port: SerialPort, done: () => void): void {
  const { path } = port;
  const closed = new Promise<void>((resolve) =>
    port.close(() => {
      if (closing.get(path) === closed) closing.delete(path);
      done();
      resolve();
    }),
  );
  closing.set(path, closed);
}

/** Waits for a port that this process is closing. @throws EquipoiseError `serial-open` with the system's reason */
export async function openSerialPort(path: string, baudRate: number): Promise<Transport> {
  await closing.get(path);
  const port = new SerialPort({ path, baudRate, autoOpen: false, hupcl: false });
  await new Promise<void>((resolve, reject) =>
    port.open((error) => (error === null ? resolve() : reject(error))),
  ).catch((error: Error) =>
    fail("serial-open", `The serial port ${path} cannot be opened: ${error.message.replace(/^Error:? /, "")}.`, {
      exitCode: ExitCode.device,
      hint: "`equipoise board list` names the ports; on Debian your user must be in the group dialout",
    }),
  );
  // It may be pulled out while it is being set.
  const hangUp = new HangUp();
  port.on("close", hangUp.notice);
  port.on("error", hangUp.notice);
  const lines = { dtr: true, rts: true };
  port.set(lines, () => {});
  const lowLatency = await lowLatencyOf(port, lines);
  return {
    name: path,
    lowLatency,
    write: (bytes) => void (hangUp.happened || port.write(bytes)),
    onData: (listener) => void port.on("data", listener),
    onClose: (listener) => hangUp.onClose(listener),
    close: () => {
      if (!hangUp.happened && port.isOpen) closePort(port, hangUp.notice);
      hangUp.notice();
    },
  };
}

/** Linux alone has the setting. An FTDI chip then hands on what it has after 1 ms instead of 16; pseudo-terminals and most other drivers know no delay. */
function lowLatencyOf(
  port: SerialPort,
  lines: { readonly dtr: boolean; readonly rts: boolean },
): Promise<true | string> {
  if (process.platform !== "linux") return Promise.resolve(`${process.platform} has no such setting`);
  return new Promise((resolve) =>
    port.set({ ...lines, lowLatency: true } as Parameters<SerialPort["set"]>[0], (error) => {
      if (error === null || error === undefined) return resolve(true);
      // The setting goes last, hence what was set before stays.
      resolve(error.message.replace(/^Error:? /, ""));
    }),
  );
}

export interface SerialPortEntry {
  readonly path: string;
  readonly manufacturer?: string;
  readonly serialNumber?: string;
  /** Of a USB device, four hexadecimal digits each, in lower case. */
  readonly vendorId?: string;
  readonly productId?: string;
  /** What the system calls it: maker and product are in it on Linux and Windows. */
  readonly systemName?: string;
}

const BY_ID = "/dev/serial/by-id";

/** Ports of this machine. Where the system's device database is missing, those that have a name under /dev/serial/by-id. */
export async function listSerialPorts(): Promise<{
  readonly ports: readonly SerialPortEntry[];
  readonly incomplete: string | null;
}> {
  try {
    const ports = await SerialPort.list();
    return {
      ports: ports.map(({ path, manufacturer, serialNumber, vendorId, productId, pnpId }) => ({
        path,
        manufacturer,
        serialNumber,
        vendorId: vendorId?.toLowerCase(),
        productId: productId?.toLowerCase(),
        systemName: pnpId,
      })),
      incomplete: null,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ports: namedPorts(), incomplete: `the list may be incomplete: ${reason}` };
  }
}

function namedPorts(): SerialPortEntry[] {
  try {
    return readdirSync(BY_ID).map((name) => ({ path: join(BY_ID, name), systemName: name }));
  } catch {
    return [];
  }
}
