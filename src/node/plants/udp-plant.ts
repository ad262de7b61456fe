/** A plant behind UDP, such as a simulator of another machine: one JSON object a datagram each way. */
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { PlantLine } from "../../closed-loop/remote-plant.js";
import { EquipoiseError, fail } from "../../diagnostics/diagnostic.js";

/** Bytes of a datagram over IPv4. */
const LARGEST_DATAGRAM = 65_507;
const LARGEST_PORT = 65_535;

interface Waiting {
  resolve(text: string): void;
  reject(error: unknown): void;
}

/** @param address HOST:PORT, an IPv6 address in brackets. @throws EquipoiseError `bad-option`, `plant-exited` */
export async function udpPlant(address: string): Promise<PlantLine> {
  const [, host, digits] = /^(.+):(\d+)$/.exec(address) ?? [];
  const port = Number(digits);
  if (host === undefined || port < 1 || port > LARGEST_PORT)
    fail("bad-option", `udp:${address} is no plant behind UDP`, {
      hint: "write udp:HOST:PORT, e.g. udp:localhost:5005",
    });
  const name = host.replace(/^\[(.*)\]$/, "$1");
  const socket = createSocket(isIPv6(name) ? "udp6" : "udp4");
  let waiting: Waiting | null = null;
  const broken = (error: Error) => {
    waiting?.reject(unreachable(address, error));
    waiting = null;
  };
  socket.on("message", (bytes) => {
    // What comes unasked is an answer that came twice: no question has more than one.
    waiting?.resolve(bytes.toString());
    waiting = null;
  });
  socket.on("error", broken);
  await new Promise<void>((resolve, reject) => {
    socket.once("error", (error) => reject(unreachable(address, error)));
    socket.connect(port, name, resolve);
  });
  return {
    exchange(text) {
      const bytes = Buffer.from(text);
      if (bytes.length > LARGEST_DATAGRAM)
        fail("plant-malformed", `a block of ${bytes.length} bytes does not fit a datagram`, {
          limit: { what: "bytes of a datagram", used: bytes.length, max: LARGEST_DATAGRAM },
          hint: 'let the plant ask for "counts" or "rates", or use a shorter --block',
        });
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.send(bytes, (error) => error && broken(error));
      });
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function unreachable(address: string, error: Error): EquipoiseError {
  return new EquipoiseError([
    {
      code: "plant-exited",
      severity: "error",
      message: `nobody listens at udp:${address} (${error.message})`,
      hint: "start the plant first, and see its host and port",
    },
  ]);
}
