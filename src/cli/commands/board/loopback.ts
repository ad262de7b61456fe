/**
 * `equipoise board loopback --on …`: is the line good, and how fast is it? At each baud rate, random bytes to the board's memory and back; then
 * the spike log of a machine without neurons, which writes a word a step and hence as fast as the line can be read.
 */
import type { CommandModule } from "yargs";
import { BoardRun } from "../../../../firmware-bridge/protocol/board-run.js";
import type { LineErrors } from "../../../../firmware-bridge/protocol/board-endpoint.js";
import { HostLink } from "../../../../firmware-bridge/protocol/host-link.js";
import { systemClock } from "../../../../firmware-bridge/transport/system-clock.js";
import type { Transport } from "../../../../firmware-bridge/transport/transport.js";
import { EquipoiseError, fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import { crc32 } from "../../../numerics/crc32.js";
import { CounterStream, streamOf } from "../../../numerics/philox.js";
import { boardLine, DEFAULT_BAUD, newSession, type BoardLine } from "../../board-line.js";
import { lineErrorsOf } from "../../line-errors.js";
import { formatTable } from "../../table.js";
import { Terminal } from "../../terminal.js";
import { withBoard, type BoardArguments } from "./options.js";

interface Arguments extends BoardArguments {
  bauds?: string;
  bytes: number;
}

/** Start bit, eight bits, stop bit. */
const BITS_A_BYTE = 10;
/** So many silences, and a baud rate counts as dead. */
const ATTEMPTS = 2;
/** More than a line can carry: a simulated board whose line has no rate in this direction. */
const UNPACED = 1.02;
const HIGHEST_BAUD = 20_000_000;

export interface Pass {
  readonly bytesASecond: number;
  /** Bytes on the line, of what the line can carry in that time. */
  readonly lineShare: number;
}

export interface Rung {
  readonly baud: number;
  readonly answered: boolean;
  readonly written?: Pass;
  readonly read?: Pass;
  /** The spike log, two bytes a word. */
  readonly spikes?: Pass;
  /** Bytes that came back as others. */
  readonly wrong?: number;
  readonly resent?: number;
  readonly damaged?: number;
  readonly damagedAtBoard?: number;
  readonly redials?: number;
  /** Of the board's receiver, since power-up. */
  readonly line?: LineErrors;
  /** Whose seconds: this machine's, or those of a simulated board. */
  readonly clock?: "wall" | "board";
}

/** Writes and reads `wanted` bytes and as many of the spike log. @returns what came of it; `answered` false where the device or line failed */
export async function climb({ dial, link }: BoardLine, baud: number, wanted: number): Promise<Rung> {
  let current: Transport | null = null;
  const watched = async () => (current = await dial());
  const host = new HostLink(watched, systemClock, { ...link, attempts: ATTEMPTS, session: newSession() });
  try {
    const { imageBytes, maxData } = await host.open();
    // The end of the image space: the FPGA's neuron records, before it, have words without memory.
    const length = Math.min(wanted, imageBytes >>> 1);
    const start = (imageBytes - length) & ~1;
    const bytes = Uint8Array.from(
      { length },
      (
        (stream) => () =>
          stream.below(256)
      )(new CounterStream(baud, streamOf("loopback"))),
    );
    const offsets = Array.from({ length: Math.ceil(bytes.length / maxData) }, (_, k) => k * maxData);
    const pieceAt = (offset: number) => bytes.subarray(offset, offset + maxData);
    const line = current as Transport | null;
    const simulation = line?.simulation;
    const seconds = () => simulation?.seconds() ?? systemClock.now / 1000;
    const rate = simulation?.baud ?? baud;
    const timed = async (carried: number, work: () => Promise<unknown>, onLine: () => number): Promise<Pass> => {
      const [begun, before] = [seconds(), onLine()];
      await work();
      const passed = seconds() - begun;
      return { bytesASecond: carried / passed, lineShare: ((onLine() - before) * BITS_A_BYTE) / (passed * rate) };
    };
    await host.command("ERASE", {});
    const written = await timed(
      bytes.length,
      () =>
        Promise.all(offsets.map((offset) => host.command("WRITE", { address: start + offset, data: pieceAt(offset) }))),
      () => host.counters.sentBytes,
    );
    let wrong = 0;
    const readPiece = async (offset: number) => {
      const expected = pieceAt(offset);
      const { data } = await host.read("READBACK", { address: start + offset, length: expected.length });
      expected.forEach((byte, k) => (wrong += byte === data[k] ? 0 : 1));
    };
    const read = await timed(
      bytes.length,
      () => Promise.all(offsets.map(readPiece)),
      () => host.counters.receivedBytes,
    );
    await host.command("ERASE", {});
    await host.command("ARM", { digest: crc32(new Uint8Array(imageBytes)) });
    const words = Math.ceil(length / 2);
    const spikes = await timed(
      2 * words,
      () => new BoardRun(host, systemClock).runTo(words, () => {}),
      () => host.counters.receivedBytes,
    );
    await host.command("STOP", {});
    const { framingErrors, overruns } = await host.read("COUNTERS", {});
    const { resent, damaged, damagedAtBoard, redials } = host.counters;
    return {
      baud: rate,
      answered: true,
      written,
      read,
      spikes,
      wrong,
      resent,
      damaged,
      damagedAtBoard,
      redials,
      line: { framingErrors, overruns },
      clock: simulation === undefined ? "wall" : "board",
    };
  } catch (error) {
    if (error instanceof EquipoiseError && error.exitCode === ExitCode.device) return { baud, answered: false };
    throw error;
  } finally {
    host.close();
  }
}

/** @throws EquipoiseError `bad-option` */
export function ladderOf({ bauds, baud }: { readonly bauds?: string; readonly baud?: number }): number[] {
  const ladder = bauds === undefined ? [baud ?? DEFAULT_BAUD] : bauds.split(",").map(Number);
  const bad = ladder.find((rate) => !Number.isInteger(rate) || rate < 1 || rate > HIGHEST_BAUD);
  if (bad !== undefined)
    fail("bad-option", `--bauds names ${bad}, which is no baud rate from 1 to ${HIGHEST_BAUD.toLocaleString("en")}`, {
      hint: "write --bauds 115200,460800,1000000",
    });
  return ladder;
}

function rowOf({
  baud,
  answered,
  written,
  read,
  spikes,
  wrong,
  resent,
  damaged,
  damagedAtBoard,
  redials,
}: Rung): string[] {
  if (!answered) return [baud.toLocaleString("en"), "no answer"];
  const share = ({ lineShare }: Pass) => (lineShare > UNPACED ? "not paced" : `${(100 * lineShare).toFixed(0)} %`);
  const pass = (of: Pass) => [`${(of.bytesASecond / 1000).toFixed(1)} kB/s`, share(of)];
  return [
    baud.toLocaleString("en"),
    ...pass(written!),
    ...pass(read!),
    `${(spikes!.bytesASecond / 2000).toFixed(1)} k words/s`,
    share(spikes!),
    ...[wrong, resent, damaged, damagedAtBoard, redials].map(String),
  ];
}

export const loopbackCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withBoard(argv)
      .option("bauds", {
        type: "string",
        describe: "baud rates to try, e.g. 115200,460800,1000000; of the simulated boards only the FPGA has a choice",
      })
      .option("bytes", { type: "number", default: 12_000, describe: "at each rate" })
      .epilogue("Exit code: 0 every byte came back at some rate and none came back wrong; 6 otherwise.") as never,
  async handler(args) {
    const terminal = new Terminal(args);
    if (!Number.isInteger(args.bytes) || args.bytes < 1)
      fail("bad-option", `--bytes ${args.bytes} is not a whole number of at least 1`);
    const rungs: Rung[] = [];
    for (const baud of ladderOf(args)) rungs.push(await climb(boardLine(args.on, baud), baud, args.bytes));
    const good = rungs.filter(({ answered }) => answered);
    process.exitCode = good.length > 0 && good.every(({ wrong }) => wrong === 0) ? ExitCode.ok : ExitCode.device;
    if (args.json) return terminal.printJson({ on: args.on, rungs });
    terminal.print(
      formatTable(
        [
          "baud",
          "written",
          "of the line",
          "read",
          "of the line",
          "spike log",
          "of the line",
          "wrong bytes",
          "resent",
          "damaged",
          "damaged at the board",
          "dialled again",
        ],
        rungs.map(rowOf),
      ),
    );
    const lost = lineErrorsOf(good.at(-1)?.line ?? { framingErrors: 0, overruns: 0 }, args.on);
    if (lost !== null) terminal.report(lost);
    if (good.some(({ clock }) => clock === "board")) terminal.log("seconds are those of the simulated board");
  },
};
