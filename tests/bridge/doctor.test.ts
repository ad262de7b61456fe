/** `board doctor` on cables that are wrong, each told from the others by its bytes; and on ports as the system shows them. */
import { mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { BoardEndpoint } from "../../firmware-bridge/protocol/board-endpoint.js";
import { TestCore } from "../../firmware-bridge/protocol/test-board.fixture.js";
import { GOOD, noWire, resampled, throughCable, type BadCable } from "../../firmware-bridge/transport/bad-cable.js";
import { memoryLine } from "../../firmware-bridge/transport/memory-transport.js";
import { openSerialPort } from "../../firmware-bridge/transport/serial-port-transport.js";
import type { Transport } from "../../firmware-bridge/transport/transport.js";
import { VirtualClock } from "../../firmware-bridge/transport/virtual-clock.js";
import { examineBoard, type Examination, type Finding } from "../../src/cli/board-doctor.js";
import { wayOutOf } from "../../src/cli/port-obstacle.js";
import { portFacts } from "../../src/cli/serial-port-facts.js";
import { equipoise, start, temporaryFolder } from "../cli/equipoise.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());
const BOARD_BAUD = 1_000_000;
const BAUDS = [115_200, 921_600, 1_000_000, 3_000_000];

/** A board at 1 Mbaud behind a cable; the host may have another rate. */
async function examine(
  cable: BadCable | ((board: Transport, clock: VirtualClock) => Transport),
  more: Partial<Examination> = {},
): Promise<Finding[]> {
  const clock = new VirtualClock();
  const board = new BoardEndpoint(new TestCore(), clock);
  const work = examineBoard({
    facts: null,
    dial(baud) {
      const [host, far] = memoryLine(clock);
      board.attach(far);
      const rated = throughCable(host, {
        toBoard: (bytes) => (baud === BOARD_BAUD ? bytes : resampled(bytes, baud, BOARD_BAUD).bytes),
        toHost: (bytes) => (baud === BOARD_BAUD ? bytes : resampled(bytes, BOARD_BAUD, baud).bytes),
      });
      return Promise.resolve(typeof cable === "function" ? cable(rated, clock) : throughCable(rated, cable));
    },
    baud: BOARD_BAUD,
    rateOf: (_line, asked) => asked,
    otherBauds: BAUDS,
    answerMs: 250,
    clock,
    newSession: () => 77,
    nameOf: () => ({ name: "TEST", target: "ice40up5k" }),
    loopback: () => Promise.resolve({ baud: BOARD_BAUD, answered: true, wrong: 0 }),
    onFinding: () => {},
    ...more,
  });
  return clock.until(work);
}

const answerOf = (findings: readonly Finding[]) => findings.find(({ check }) => check === "answer");
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

/** Something at the other end that is no board: says `unasked` by itself, and answers with what `answer` makes of what it hears. */
const stranger =
  (answer: (bytes: Uint8Array) => Uint8Array, unasked?: Uint8Array) =>
  (_board: Transport, clock: VirtualClock): Transport => {
    let hear: (bytes: Uint8Array) => void = () => {};
    if (unasked !== undefined) clock.after(100, () => hear(unasked));
    return {
      name: "stranger",
      write: (bytes) => void clock.after(1, () => hear(answer(bytes))),
      onData: (listener) => void (hear = listener),
      onClose: () => {},
      close: () => {},
    };
  };

describe("the doctor", () => {
  it("finds nothing wrong with a good line, and says which board it is", async () => {
    const findings = await examine(GOOD);
    expect(findings.map(({ check, verdict }) => `${check} ${verdict}`)).toEqual([
      "open good",
      "firmware good",
      "errors good",
    ]);
  });

  it.each<[string, Parameters<typeof examine>[0], RegExp, RegExp]>([
    [
      "silence: no wire at all",
      { toBoard: noWire, toHost: noWire },
      /nothing comes, not a byte/,
      /join the board's TX with the adapter's RX/,
    ],
    ["one way: the board cannot be heard", { ...GOOD, toHost: noWire }, /nothing comes/, /join/],
    [
      "one way: the board does not hear, but said that it started",
      stranger(noWire, Uint8Array.of(0)),
      /its TX reaches us, our TX does not reach it/,
      /join/,
    ],
    [
      "damage on the way to the board only",
      { ...GOOD, toBoard: (bytes) => bytes.map((byte, k) => (k === 9 ? byte ^ 4 : byte)) },
      /the board hears us, but damaged: it refused \d+ frames/,
      /the wire to the board's RX is bad/,
    ],
    ["TX and RX joined", stranger((bytes) => bytes), /what we say comes back as it was/, /TX and RX are joined/],
    [
      "a console",
      stranger(() => bytesOf("\r\n>>> ")),
      /a program answers that is not the firmware, in text: "\\r\\n>>> /,
      /flash the image/,
    ],
    ["the line held low", stranger(() => new Uint8Array(6)), /only zeros come/, /at ground/],
    [
      "noise that nobody asked for",
      stranger(
        noWire,
        Uint8Array.from({ length: 90 }, (_, k) => (k * 151 + 200) & 255),
      ),
      /bytes come that nobody asked for \(90 in 300 ms/,
      /no common ground/,
    ],
    [
      "garbage in answer",
      stranger(() => Uint8Array.of(0xf8, 0x80, 0xe0, 3)),
      /in answer, but they are no frames/,
      /--bauds tries more/,
    ],
  ])("tells %s by its bytes", async (_name, cable, finding, wayOut) => {
    const found = answerOf(await examine(cable));
    expect(found).toMatchObject({
      verdict: "bad",
      finding: expect.stringMatching(finding) as string,
      wayOut: expect.stringMatching(wayOut) as string,
    });
  });

  it.each(BAUDS.filter((baud) => baud !== BOARD_BAUD))(
    "finds the board's rate where %i baud were asked for",
    async (baud) => {
      expect(answerOf(await examine(GOOD, { baud }))).toMatchObject({
        finding: `the board answers at 1,000,000 baud, and not at ${baud.toLocaleString("en")}`,
        wayOut: "write --on board:PORT --baud 1000000",
      });
    },
  );

  it("says what the board's receiver has lost since power-up, though nothing is wrong any more", async () => {
    const line = { framingErrors: 3, overruns: 1 };
    const loopback = () => Promise.resolve({ baud: 1, answered: true, wrong: 0, line });
    expect((await examine(GOOD, { loopback })).at(-1)).toMatchObject({
      check: "receiver",
      verdict: "bad",
      finding:
        "since power-up the board's receiver has lost 3 bytes with a wrong stop bit and 1 byte for which its buffer had no room: a bad cable, a missing ground or another rate looks like this",
    });
    const none = { framingErrors: 0, overruns: 0 };
    const good = () => Promise.resolve({ baud: 1, answered: true, wrong: 0, line: none });
    expect((await examine(GOOD, { loopback: good })).map(({ check }) => check)).not.toContain("receiver");
  });

  it("counts errors where they are, and names the wire", async () => {
    const errors = async (counts: object) =>
      (await examine(GOOD, { loopback: () => Promise.resolve({ baud: 1, answered: true, wrong: 0, ...counts }) })).at(
        -1,
      );
    expect(await errors({ damagedAtBoard: 5, damaged: 1, resent: 6 })).toMatchObject({
      verdict: "bad",
      finding: "1 frames damaged here, 5 at the board, 6 sent again, 0 times dialled again, 0 bytes wrong in the end",
      wayOut: expect.stringMatching(/to its RX/) as string,
    });
    expect(await errors({ damaged: 2 })).toMatchObject({
      wayOut: expect.stringMatching(/from the board's TX/) as string,
    });
  });
});

describe("a receiver at another rate", () => {
  it("hears every byte at the same rate, and at one that is off by less than half a bit in ten", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.96, max: 1.04, noNaN: true }),
        (bytes, share) => {
          expect(resampled(bytes, 1e6, 1e6 * share)).toEqual({ bytes, framingErrors: 0 });
        },
      ),
    );
  });

  it("hears something else, with framing errors, at one that is far off", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, k) => k);
    for (const rate of [115_200, 460_800, 3_000_000]) {
      const heard = resampled(bytes, 1e6, rate);
      expect(heard.bytes).not.toEqual(bytes);
      expect(heard.framingErrors).toBeGreaterThan(2);
    }
  });
});

describe("what the system says of a port", () => {
  const system = { proc: join(folder.path, "proc"), sys: join(folder.path, "sys"), etc: join(folder.path, "etc") };
  const port = join(folder.path, "ttyUSB7");
  const timer = join(system.sys, "bus/usb-serial/devices/ttyUSB7");
  for (const path of [timer, join(system.proc, "4711/fd"), system.etc]) mkdirSync(path, { recursive: true });
  writeFileSync(port, "");
  writeFileSync(join(timer, "latency_timer"), "16\n");
  writeFileSync(join(system.proc, "4711/comm"), "minicom\n");
  symlinkSync(port, join(system.proc, "4711/fd/3"));
  writeFileSync(join(system.etc, "group"), `other:x:98765:\nbench:x:${statSync(port).gid}:\n`);

  it("is there, whose it is, who has it open, and how long its chip waits", async () => {
    const facts = portFacts(port, system);
    expect(facts).toEqual({
      path: port,
      device: port,
      present: true,
      permitted: true,
      group: "bench",
      holders: ["minicom (process 4711)"],
      latencyTimerMs: 16,
    });
    const findings = await examine(GOOD, { facts });
    expect(findings.map(({ check, verdict }) => `${check} ${verdict}`).slice(0, 4)).toEqual([
      "port good",
      "rights good",
      "other programs note",
      "latency timer note",
    ]);
    expect(findings[3].wayOut).toMatch(/ATTR\{latency_timer\}="1", ATTR\{event_char\}="256"/);
  });

  it("gives to whoever cannot open it the way out of what keeps it", () => {
    const facts = portFacts(port, system);
    expect(wayOutOf(facts, "Cannot lock port")).toMatch(/^end minicom \(process 4711\)/);
    expect(wayOutOf({ ...facts, holders: [] }, "Cannot lock port")).toMatch(/sudo fuser -v .*ttyUSB7/);
    expect(wayOutOf({ ...facts, holders: [] }, "Input/output error")).toBeUndefined();
    expect(wayOutOf({ ...facts, permitted: false, group: "dialout" }, "denied")).toMatch(/usermod -aG dialout/);
    expect(wayOutOf({ ...facts, present: false }, "No such file")).toMatch(/equipoise board list/);
  });

  it("is not there, or not yours", async () => {
    const none = await examine(GOOD, { facts: portFacts(join(folder.path, "ttyUSB8"), system) });
    expect(none).toMatchObject([{ check: "port", verdict: "bad" }]);
    const foreign = await examine(GOOD, { facts: { ...portFacts(port, system), permitted: false, group: "dialout" } });
    expect(foreign.at(-1)).toMatchObject({
      check: "rights",
      wayOut: "sudo usermod -aG dialout $USER, then log out and in again",
    });
  });
});

describe("equipoise board doctor", () => {
  it("steps through a simulated board on a pseudo-terminal, with the real driver, to the errors of its line", async () => {
    const child = start(["board", "simulate", "host", "--quiet"], folder.path);
    const name = await new Promise<string>((resolve) =>
      child.stdout!.once("data", (bytes: Buffer) => resolve(bytes.toString().trim())),
    );
    const { code, stdout } = await equipoise(["board", "doctor", "--on", `board:${name}`], folder.path);
    // One that is being closed is waited for, and no reason to fail.
    for (let k = 0; k < 20; k++) (await openSerialPort(name, BOARD_BAUD)).close();
    const held = await openSerialPort(name, BOARD_BAUD);
    const locked = await equipoise(["board", "info", "--on", `board:${name}`], folder.path);
    held.close();
    child.kill();
    expect(locked).toMatchObject({
      code: 6,
      stderr: expect.stringMatching(
        new RegExp(`cannot be opened: Resource temporarily[^]*end [^,]+ \\(process ${process.pid}\\)`),
      ) as string,
    });
    expect(locked.stderr).not.toMatch(/attempts/);
    expect(code).toBe(0);
    // The relay has it open, too, and is the board.
    expect(stdout).toMatch(/ok {4}other programs: none/);
    expect(stdout).toMatch(
      /ok {4}port: [^]*ok {4}rights: [^]*ok {4}open: [^]*low latency: the driver has no such setting here[^]*ok {4}firmware: HOST answers[^]*ok {4}errors: none/,
    );
  });

  it.each([
    ["simulated:fpga", "opens at 6,000,000 baud"],
    ["simulated:host", "opens"],
  ])("names the rate that the line of %s has: it %s", async (on, opens) => {
    const { code, stdout } = await equipoise(["board", "doctor", "--on", on, "--json"], folder.path);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(code).toBe(0);
    expect(findings.find(({ check }) => check === "open")?.finding).toBe(opens);
  });

  it("ends with exit code 6 and a way out where a server says nothing", async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stdout } = await equipoise(
      ["board", "doctor", "--on", `board:tcp:127.0.0.1:${port}`, "--json"],
      folder.path,
    );
    server.close();
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(code).toBe(6);
    expect(findings.at(-1)).toMatchObject({ check: "answer", verdict: "bad", finding: "nothing comes, not a byte" });
    expect((await equipoise(["board", "doctor", "--on", "board:/dev/nosuch"], folder.path)).stdout).toMatch(
      /BAD {3}port: there is no \/dev\/nosuch/,
    );
  });
});
