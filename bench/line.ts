/**
 * `npm run bench -- line [--write-docs]`: what the lines of the simulated boards carry, and how long a loop's answer takes on them, in the boards'
 * own time, which is the same on every machine; into docs/boards.md and docs/closed-loop.md.
 */
import type { Pass, Rung } from "../src/cli/commands/board/loopback.js";
import type { BenchArguments } from "./arguments.js";
import { equipoiseJson } from "./equipoise-json.js";
import { writeBlock } from "./side-by-side/generated-block.js";
import { markdownTable } from "./side-by-side/markdown-table.js";

/** Title, words after `board loopback`, whether a baud rate paces the line. */
const LINES: readonly (readonly [string, readonly string[], boolean])[] = [
  ["iCE40 UP5K", ["--on", "simulated:fpga", "--bauds", "1000000,3000000,6000000"], true],
  ["Pico, UART", ["--on", "simulated:pico"], true],
  ["Pico, USB", ["--on", "simulated:pico-usb"], false],
];

const LOOP = ["loop", "examples/closed-loop.yaml", "--duration", "400"];
/** Title, words after those of LOOP. */
const LOOPS: readonly (readonly [string, readonly string[]])[] = [
  ["iCE40, 1 Mbaud", ["--on", "simulated:fpga", "--baud", "1000000"]],
  ["iCE40, 6 Mbaud", ["--on", "simulated:fpga"]],
  ["Pico, 1 Mbaud", ["--on", "simulated:pico"]],
];
const MBAUD = 1e6;
/** Bytes of a word of the spike log. */
const WORD = 2;

interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

interface Looped {
  readonly steps: number;
  readonly latencyMs: Percentiles;
  readonly bytes: { readonly sent: number; readonly received: number };
}

interface RealTime {
  readonly realTime: {
    readonly blocks: number;
    readonly missed: number;
    readonly board: { readonly latencyMs: Percentiles };
  };
}

export function benchLine(args: BenchArguments): void {
  const [lines, loops] = [linesTable(), loopsTable()];
  console.log(`\n${lines}\n\n${loops}`);
  if (!args.has("--write-docs")) return;
  writeBlock("line-speed", lines, "boards.md");
  writeBlock("round-trips", loops, "closed-loop.md");
}

function linesTable(): string {
  const rows = LINES.flatMap(([title, words, paced]) => {
    const { rungs } = equipoiseJson<{ readonly rungs: readonly Rung[] }>(["board", "loopback", ...words]);
    process.stderr.write(`${title}\n`);
    return rungs.map(({ baud, written, read, spikes }) => {
      const thousands = ({ bytesASecond, lineShare }: Pass, unit: number) =>
        (bytesASecond / unit / 1000).toFixed(1) + (paced ? ` (${(100 * lineShare).toFixed(0)} %)` : "");
      return [
        title,
        paced ? String(baud / MBAUD) : "",
        ...[written!, read!].map((pass) => thousands(pass, 1)),
        thousands(spikes!, WORD),
      ];
    });
  });
  return markdownTable(["", "Mbaud", "upload, kB/s", "read back, kB/s", "spikes, thousand words/s"], rows);
}

function loopsTable(): string {
  const rows = LOOPS.map(([title, words]) => {
    const free = equipoiseJson<Looped>([...LOOP, ...words]);
    const { realTime } = equipoiseJson<RealTime>([...LOOP, ...words, "--real-time", "--late", "hold"]);
    process.stderr.write(`loop, ${title}\n`);
    const { p50, p90, p99, max } = free.latencyMs;
    const each = (bytes: number) => (bytes / free.steps).toFixed(1);
    const { sent, received } = free.bytes;
    return [
      title,
      ...[p50, p90, p99, max].map((ms) => ms.toFixed(2)),
      each(sent),
      each(received),
      `${realTime.missed} of ${realTime.blocks}`,
    ];
  });
  return markdownTable(["", "p50, ms", "p90, ms", "p99, ms", "max, ms", "bytes sent", "received", "late"], rows);
}
