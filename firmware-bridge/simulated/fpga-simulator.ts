/**
 * The FPGA board, simulated: the gateware's RTL in Verilator, with a bit-level UART, as a program of this machine. Its time stands still while
 * the host thinks about what it has just heard, so that times on the line are those of the board, whatever this machine does besides.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { processTransport } from "../transport/process-transport.js";
import type { Dialer, Transport } from "../transport/transport.js";
import { buildOnce } from "./cached-build.js";

/** As in sim/build.sh and ulx3s/build-sim.sh; HELLO tells it, too. */
const CLOCK_HZ = 24_000_000;
const ULX3S_CLOCK_HZ = 50_000_000;
/** The UART's receiver needs four clocks a bit. Not the rate of the real board, but so that simulation takes little time. */
export const FASTEST_SIMULATED_BAUD = CLOCK_HZ / 4;
const RECORD_HEAD = 12;
const GO_ON = new Uint8Array(4);

export interface FpgaSimulator {
  /** Path. */
  readonly program: string;
  /** Of its line: a whole number of clocks a bit. */
  readonly baud: number;
  readonly clockHz: number;
}

/**
 * @param gateware folder of rtl/ and sim/
 * @param baud of its line
 * @throws EquipoiseError `simulator-missing`, `simulator-build` where verilator, g++ or make is missing or fails; `bad-option` for a baud rate that it cannot have
 */
export function buildFpgaSimulator(gateware: string, cache?: string, baud = FASTEST_SIMULATED_BAUD): FpgaSimulator {
  if (!Number.isInteger(baud) || baud < 1200 || baud > FASTEST_SIMULATED_BAUD) {
    fail("bad-option", `the simulated FPGA cannot have a line of ${baud} baud`, {
      hint: `choose a whole number from 1,200 to ${FASTEST_SIMULATED_BAUD.toLocaleString("en")}`,
    });
  }
  const program = buildOnce(
    {
      name: "equipoise-fpga",
      root: gateware,
      sources: ["rtl", "sim"],
      script: "sim/build.sh",
      options: [String(baud)],
      needs: { verilator: "verilator", "g++": "g++", make: "make" },
      what: "The simulated FPGA",
      instead: "use simulated:pico, which needs nothing",
    },
    cache,
  );
  return { program, baud: CLOCK_HZ / Math.round(CLOCK_HZ / baud), clockHz: CLOCK_HZ };
}

/** Of the simulated ULX3S: four clocks a bit, too. */
const ULX3S_BAUD = ULX3S_CLOCK_HZ / 4;

/**
 * The board with SDRAM, likewise.
 * @param imageBits its image space has 2^imageBits words: 17 … 23, as the board itself. Less is erased and digested in less time
 * @throws EquipoiseError `simulator-missing`, `simulator-build`
 */
export function buildUlx3sSimulator(gateware: string, imageBits: number, cache?: string): FpgaSimulator {
  const program = buildOnce(
    {
      name: "equipoise-ulx3s",
      root: gateware,
      sources: ["rtl", "sim", "ulx3s"],
      script: "ulx3s/build-sim.sh",
      options: [String(ULX3S_BAUD), String(imageBits)],
      needs: { verilator: "verilator", "g++": "g++", make: "make" },
      what: "The simulated ULX3S",
      instead: "use simulated:pico, which needs nothing",
    },
    cache,
  );
  return { program, baud: ULX3S_BAUD, clockHz: ULX3S_CLOCK_HZ };
}

/** Every dial starts a board of its own, with power just switched on. */
export function dialFpgaSimulator(simulator: FpgaSimulator): Dialer {
  return () => Promise.resolve(timedTransport(processTransport(simulator.program, ["--timed"]), simulator));
}

/** The records of sim/simulate.cpp as a line. */
function timedTransport(program: Transport, { baud, clockHz }: FpgaSimulator): Transport {
  let clocks = 0;
  let hear: (bytes: Uint8Array) => void = () => {};
  let waiting: Uint8Array = new Uint8Array();
  program.onData((bytes) => {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    while (waiting.length >= RECORD_HEAD) {
      const view = new DataView(waiting.buffer, waiting.byteOffset, waiting.byteLength);
      const end = RECORD_HEAD + view.getUint32(8, true);
      if (waiting.length < end) return;
      clocks = Number(view.getBigUint64(0, true));
      const record = waiting.subarray(RECORD_HEAD, end);
      waiting = waiting.subarray(end);
      hear(record);
      // Whoever waited for these bytes goes first.
      setImmediate(() => program.write(GO_ON));
    }
  });
  return {
    name: program.name,
    write(bytes) {
      if (bytes.length === 0) return;
      const record = new Uint8Array(4 + bytes.length);
      new DataView(record.buffer).setUint32(0, bytes.length, true);
      record.set(bytes, 4);
      program.write(record);
    },
    onData: (listener) => void (hear = listener),
    onClose: (listener) => program.onClose(listener),
    close: () => program.close(),
    simulation: { baud, seconds: () => clocks / clockHz },
  };
}
