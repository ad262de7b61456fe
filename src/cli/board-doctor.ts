/** `board doctor`: what keeps a board from answering, or from answering well, step by step, each finding with the way out. */
import { judgeHeard, probeLine, type Heard, type LineVerdict } from "../../firmware-bridge/protocol/probe-line.js";
import { PROTOCOL_VERSION } from "../../firmware-bridge/protocol/frame.js";
import type { Clock, Transport } from "../../firmware-bridge/transport/transport.js";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import type { Rung } from "./commands/board/loopback.js";
import { lineErrorsText } from "./line-errors.js";
import { obstacleOf } from "./port-obstacle.js";
import type { PortFacts } from "./serial-port-facts.js";

export interface Finding {
  readonly check: string;
  /** `bad` keeps the board from working; `note` may slow it down, or be the cause of what is bad. */
  readonly verdict: "good" | "note" | "bad";
  readonly finding: string;
  readonly wayOut?: string;
}

export interface Examination {
  /** null: no serial port. */
  readonly facts: PortFacts | null;
  readonly dial: (baud: number) => Promise<Transport>;
  readonly baud: number;
  /** What an open line has, of the rate that was asked for; null: it has no rate. */
  readonly rateOf: (line: Transport, asked: number) => number | null;
  /** What else to try where nothing answers; none where the line has one rate. */
  readonly otherBauds: readonly number[];
  readonly answerMs: number;
  readonly clock: Clock;
  readonly newSession: () => number;
  /** Of a board that answered. */
  readonly nameOf: (board: number) => { readonly name: string; readonly target: string | undefined };
  /** Bytes there and back. */
  readonly loopback: () => Promise<Rung>;
  readonly onFinding: (finding: Finding) => void;
}

const QUIET_MS = 300;
const ATTEMPTS = 3;
/** A window in which a wrong rate shows itself as such. */
const LADDER_ATTEMPTS = 2;
const LOW_LATENCY_MS = 1;
const hex = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ") +
  (bytes.length > 12 ? " …" : "");

/** The udev rule that makes an FTDI chip hand on what it has after 1 ms, and at once at the end of each frame: character 0, enabled by the ninth bit. */
const FTDI_RULE =
  'ACTION=="add", SUBSYSTEM=="usb-serial", DRIVER=="ftdi_sio", ATTR{latency_timer}="1", ATTR{event_char}="256"';

/** @returns all findings; the last step that could be taken is the last */
export async function examineBoard(of: Examination): Promise<Finding[]> {
  const findings: Finding[] = [];
  const find = (finding: Finding) => {
    findings.push(finding);
    of.onFinding(finding);
  };
  if (of.facts !== null && !examinePort(of.facts, find)) return findings;
  const heard = await hear(of, of.baud, ATTEMPTS, find);
  if (heard === null) return findings;
  const verdict = judgeHeard(heard);
  if (verdict !== "answers") {
    const found = verdict === "other-version" || verdict === "echo" ? null : await otherRate(of);
    find(found === null ? withoutAnswer(verdict, heard, of) : wrongRate(found, of));
    return findings;
  }
  const { name, target } = of.nameOf(heard.board!.board);
  find(
    target === undefined
      ? {
          check: "firmware",
          verdict: "bad",
          finding: `a board answers that calls itself ${name}, which this version does not know`,
          wayOut:
            "program it with the image of this release (docs/bench.md), or name the target of its programs (--target)",
        }
      : {
          check: "firmware",
          verdict: "good",
          finding: `${name} answers, protocol version ${PROTOCOL_VERSION}, runs programs for ${target}`,
        },
  );
  const rung = await of.loopback();
  find(errorsOf(rung));
  const lost = rung.line === undefined ? null : lineErrorsText(rung.line);
  if (lost !== null)
    find({
      check: "receiver",
      verdict: "bad",
      finding: lost,
      wayOut: "check the wire to the board's RX, the ground and the rate; a reset of the board sets these counts to 0",
    });
  return findings;
}

/** @returns whether it is worth opening */
function examinePort(facts: PortFacts, find: (finding: Finding) => void): boolean {
  const { path, device, present, permitted, latencyTimerMs } = facts;
  const also = device === path ? "" : ` (${device})`;
  const obstacle = obstacleOf(facts);
  if (present) find({ check: "port", verdict: "good", finding: `${path}${also} is there` });
  if (permitted) find({ check: "rights", verdict: "good", finding: "you may read and write it" });
  if (obstacle !== null) {
    const { check, finding, wayOut } = obstacle;
    const shared = check === "other programs";
    find({ check, verdict: shared ? "note" : "bad", finding, wayOut });
    if (!shared) return false;
  } else
    find({
      check: "other programs",
      verdict: "good",
      finding: "none of yours has it open (sudo fuser -v shows those of others)",
    });
  if (latencyTimerMs === null) return true;
  const slow = latencyTimerMs > LOW_LATENCY_MS;
  find({
    check: "latency timer",
    verdict: slow ? "note" : "good",
    finding: `the FTDI chip keeps what it has for up to ${latencyTimerMs} ms while nobody has set low latency`,
    wayOut: slow ? `write to /etc/udev/rules.d/60-equipoise.rules: ${FTDI_RULE}` : undefined,
  });
  return true;
}

/** null: the line could not be opened. */
async function hear(
  of: Examination,
  baud: number,
  attempts: number,
  find?: (finding: Finding) => void,
): Promise<Heard | null> {
  let line: Transport;
  try {
    line = await of.dial(baud);
  } catch (error) {
    if (!(error instanceof EquipoiseError)) throw error;
    const [{ message, hint }] = error.diagnostics;
    find?.({ check: "open", verdict: "bad", finding: message, wayOut: hint });
    return null;
  }
  const rate = of.rateOf(line, baud);
  find?.({
    check: "open",
    verdict: "good",
    finding: rate === null ? "opens" : `opens at ${rate.toLocaleString("en")} baud`,
  });
  const { lowLatency } = line;
  if (lowLatency === true)
    find?.({ check: "low latency", verdict: "good", finding: "the driver hands on bytes at once" });
  else if (lowLatency !== undefined)
    find?.({
      check: "low latency",
      // Where the timer is short by a rule, it needs no setting; a pseudo-terminal has no timer.
      verdict: (of.facts?.latencyTimerMs ?? 0) > LOW_LATENCY_MS ? "note" : "good",
      finding: `the driver has no such setting here (${lowLatency})`,
    });
  try {
    const { clock, answerMs, newSession } = of;
    return await probeLine(line, clock, { session: newSession(), quietMs: QUIET_MS, answerMs, attempts });
  } finally {
    line.close();
  }
}

/** The rate at which a board answers, if there is one. */
async function otherRate(of: Examination): Promise<number | null> {
  for (const baud of of.otherBauds) {
    if (baud === of.baud) continue;
    const heard = await hear(of, baud, LADDER_ATTEMPTS);
    if (heard !== null && ["answers", "other-version"].includes(judgeHeard(heard))) return baud;
  }
  return null;
}

function wrongRate(found: number, { baud, facts }: Examination): Finding {
  return {
    check: "answer",
    verdict: "bad",
    finding: `the board answers at ${found.toLocaleString("en")} baud, and not at ${baud.toLocaleString("en")}`,
    wayOut: `write --on board:${facts?.path ?? "PORT"} --baud ${found}`,
  };
}

const CHECK_WIRES =
  "join the board's TX with the adapter's RX, its RX with the adapter's TX, and both grounds (docs/bench.md has the pins)";

function withoutAnswer(verdict: LineVerdict, heard: Heard, { otherBauds }: Examination): Finding {
  const { damagedAtBoard, unasked, asked, otherVersion } = heard;
  const ladder = otherBauds.length > 0 ? ", and no board answers at another rate" : "";
  const [finding, wayOut] = {
    answers: ["", ""],
    "other-version": [
      `a board answers, but speaks version ${otherVersion} of the protocol, this program version ${PROTOCOL_VERSION}`,
      "program it with the image of this release (docs/bench.md)",
    ],
    "hears-damage": [
      `the board hears us, but damaged: it refused ${damagedAtBoard} frames as such; its own answers arrive whole`,
      "the wire to the board's RX is bad: a missing ground, a long or loose wire, or 5 V or RS-232 levels where 3.3 V are due",
    ],
    closed: ["the line closed as soon as it was used", "is the board's server running, and does nobody else use it?"],
    echo: [
      `what we say comes back as it was (${asked.length} bytes), and nothing else`,
      "TX and RX are joined, or the program at the other end repeats its input: it is not the firmware; check wires and port",
    ],
    "held-low": [
      `only zeros come (${unasked.length + asked.length}): the line to us is held low`,
      "the adapter's RX is at ground, or at the pin of a board without power, or levels are inverted (RS-232)",
    ],
    noise: [
      `bytes come that nobody asked for (${unasked.length} in ${QUIET_MS} ms: ${hex(unasked)})${ladder}`,
      "the adapter's RX is open or has no common ground with the board, gets 5 V or RS-232 levels, or another device talks",
    ],
    text: [
      `a program answers that is not the firmware, in text: ${JSON.stringify(
        Buffer.from([...unasked, ...asked])
          .toString("latin1")
          .slice(0, 60),
      )}`,
      "flash the image of this release (docs/bench.md), or take another port: a Pyboard's own USB port is its console",
    ],
    garbage: [
      `bytes come in answer, but they are no frames (${asked.length || unasked.length}: ${hex(asked.length > 0 ? asked : unasked)})${ladder}`,
      "something is at the other end, at a rate that was not tried, or with levels that are not 3.3 V: --bauds tries more",
    ],
    reset: [
      "the board said that it started, one empty frame, but answers nothing: its TX reaches us, our TX does not reach it",
      CHECK_WIRES,
    ],
    silent: [
      `nothing comes, not a byte${ladder}`,
      `is the board powered and flashed? ${CHECK_WIRES}; the iCEBreaker has its line on the second of its two ports. Then press reset while this command listens: a board whose TX reaches us says one zero`,
    ],
  }[verdict];
  return { check: "answer", verdict: "bad", finding, wayOut };
}

function errorsOf({
  answered,
  wrong = 0,
  resent = 0,
  damaged = 0,
  damagedAtBoard = 0,
  redials = 0,
  written,
}: Rung): Finding {
  const check = "errors";
  if (!answered)
    return {
      check,
      verdict: "bad",
      finding: "the board answers HELLO, but longer frames get lost",
      wayOut: "shorten the wires, check the ground, or lower the rate",
    };
  const counted = `${damaged} frames damaged here, ${damagedAtBoard} at the board, ${resent} sent again, ${redials} times dialled again`;
  if (wrong > 0 || damaged + damagedAtBoard + resent + redials > 0)
    return {
      check,
      verdict: "bad",
      finding: `${counted}, ${wrong} bytes wrong in the end`,
      wayOut:
        damagedAtBoard > damaged
          ? "more goes wrong on the way to the board: check the wire to its RX and the ground"
          : "check the wire from the board's TX and the ground; shorten them, or lower the rate",
    };
  return {
    check,
    verdict: "good",
    finding: `none: random bytes came back as they were${written === undefined ? "" : `, ${(written.bytesASecond / 1000).toFixed(1)} kB/s to the board`}`,
  };
}
