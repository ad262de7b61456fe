/** Boards that lie: whatever they answer, the host ends within seconds of the board's time, with one sentence and the exit code of a device. */
import { describe, expect, it } from "vitest";
import { EquipoiseError } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import type { NeuronState } from "../../src/program/execution-target.js";
import { BoardTarget, type BoardFamily } from "../boards/board-target.js";
import type { Dialer } from "../transport/transport.js";
import { VirtualClock } from "../transport/virtual-clock.js";
import { BoardEndpoint } from "./board-endpoint.js";
import { CobsDecoder, cobsEncode } from "./cobs.js";
import { MessageType, NackReason, messageName, type MessageName } from "./codes.js";
import { LONGEST_FRAME, decodeFrame, encodeFrame, type Frame } from "./frame.js";
import { DEFAULT_LINK } from "./link-options.js";
import { decodeBody, encodeBody, type Bodies, type HelloReply } from "./messages.js";
import { spikeWords, wordsToBytes } from "./spike-words.js";
import { TEST_LIMITS, TestCore, dialTestBoard } from "./test-board.fixture.js";
import { deploy } from "./upload.js";

type Lie = (name: MessageName, frame: Frame) => Frame[];

const LINK = { ...DEFAULT_LINK, session: 9 };
const FAMILY: BoardFamily = {
  counters: ["neuron-updates", "spikes"],
  traceWords: 3,
  newState: (n): NeuronState => ({ u: new Float64Array(n), v: new Float64Array(n), refractory: new Float64Array(n) }),
  take: (state, k, word) => void (state.u[k] = word(0)),
};
/** The slowest of them: two rounds of silence, and what came before. */
const SECONDS = 30;

/** What the board answers goes through `lie`. */
function lying(dial: Dialer, lie: Lie): Dialer {
  return async () => {
    const line = await dial();
    return {
      name: line.name,
      write: (bytes) => line.write(bytes),
      onClose: (listener) => line.onClose(listener),
      close: () => line.close(),
      onData(listener) {
        const decoder = new CobsDecoder(
          LONGEST_FRAME,
          (bytes) => {
            const frame = decodeFrame(bytes) as Frame;
            for (const told of lie(messageName(frame.type)!, frame)) listener(cobsEncode(encodeFrame(told)));
          },
          () => {},
        );
        line.onData((bytes) => decoder.push(bytes));
      },
    };
  };
}

const changed = <Name extends MessageName>(name: Name, frame: Frame, change: Partial<Bodies[Name]>): Frame => ({
  ...frame,
  type: MessageType[name],
  body: encodeBody(name, { ...decodeBody(name, frame.body)!, ...change }),
});
const said = <Name extends MessageName>(name: Name, frame: Frame, body: Bodies[Name]): Frame => ({
  ...frame,
  type: MessageType[name],
  body: encodeBody(name, body),
});
const hello =
  (change: Partial<HelloReply>): Lie =>
  (name, frame) => [name === "HELLO_REPLY" ? changed("HELLO_REPLY", frame, change) : frame];
/** Lies from the first answer to a command on. */
const onceWelcome =
  (lie: Lie): Lie =>
  (name, frame) =>
    name === "HELLO_REPLY" ? [frame] : lie(name, frame);
const instead =
  (of: MessageName, lie: (frame: Frame) => Frame[]): Lie =>
  (name, frame) =>
    name === of ? lie(frame) : [frame];
const step = { until: 40, neurons: 64 };

async function outcome(
  lie: Lie,
  useBoard?: (board: BoardTarget<NeuronState>) => Promise<unknown>,
): Promise<EquipoiseError> {
  const clock = new VirtualClock();
  const dial = lying(dialTestBoard(new BoardEndpoint(new TestCore(), clock), clock), lie);
  const image = Uint8Array.from({ length: 3000 }, (_, k) => (k * 37 + 11) & 255);
  const work = async () => {
    const host = await deploy(dial, clock, LINK, () => image);
    const board = new BoardTarget({ size: step.neurons, dt: 1, seed: 1, inputs: [] }, FAMILY, host, clock, "lying");
    await useBoard?.(board);
    await board.advance(step.until, () => {});
  };
  const error: unknown = await clock.until(work(), SECONDS * 1000).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(EquipoiseError);
  expect(clock.now).toBeLessThan(SECONDS * 1000);
  return error as EquipoiseError;
}

async function expectOneSentence(
  lie: Lie,
  sentence: RegExp,
  useBoard?: (board: BoardTarget<NeuronState>) => Promise<unknown>,
): Promise<void> {
  const { diagnostics, exitCode } = await outcome(lie, useBoard);
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)]);
  expect(exitCode).toBe(ExitCode.device);
}

describe("limits in HELLO that cannot be", () => {
  it.each<[Partial<HelloReply>, RegExp]>([
    [{ maxData: 0 }, /says that its maxData is 0; from 4 to 127 is possible/],
    [{ maxData: 2 ** 32 - 1 }, /says that its maxData is 4,294,967,295/],
    [{ maxData: 128 }, /maxData is 128/],
    [{ window: 0 }, /window is 0/],
    [{ window: 2 ** 32 - 1 }, /window is 4,294,967,295/],
    [{ imageBytes: 2 ** 32 - 1 }, /imageBytes is 4,294,967,295/],
    [{ imageBytes: 0 }, /imageBytes is 0/],
    [{ neurons: 0 }, /neurons is 0/],
    [{ sources: 1e9 }, /sources is 1,000,000,000/],
    [{ logWords: 0 }, /logWords is 0/],
    [{ traceWords: 31 }, /31 words a neuron in at most 120 bytes/],
    [{ traceWords: 4 }, /shows 4 words a neuron, but boards of its family show 3/],
    [{ state: 77 }, /in state 77, which does not exist/],
  ])("%o", (change, sentence) => expectOneSentence(hello(change), sentence));

  it("are told apart from those of the test board itself, which are taken", async () => {
    expect(
      (
        await outcome(hello({ maxData: TEST_LIMITS.maxData }), () =>
          Promise.reject(new EquipoiseError([{ code: "no-runs", severity: "error", message: "" }])),
        )
      ).diagnostics[0].code,
    ).toBe("no-runs");
  });
});

describe("answers without headway", () => {
  const refused =
    (reason: number, change: Partial<Frame> = {}): Lie =>
    (_, frame) => [{ ...said("NACK", frame, { expected: 1, reason, detail: 5 }), ...change }];
  it.each<[string, Lie, RegExp]>([
    [
      "acknowledgements of nothing",
      onceWelcome((_, frame) => [said("ACK", frame, { committed: 0, state: 1 })]),
      /does not get on .*its last answer is ACK/,
    ],
    [
      "acknowledgements of what was never sent",
      onceWelcome((_, frame) => [said("ACK", frame, { committed: 4_000_000_000, state: 1 })]),
      /does not get on .*ACK/,
    ],
    ["an unknown reason", onceWelcome(refused(77)), /refused ERASE: reason 77, detail 5/],
    [
      "an unknown reason for no command in particular",
      onceWelcome(refused(77, { sequence: 0 })),
      /does not get on .*NACK/,
    ],
    ["a queue that is full for ever", onceWelcome(refused(NackReason.BUSY)), /refused ERASE: its queue stays full/],
    [
      "a message of no known type",
      onceWelcome((_, frame) => [{ ...frame, type: 0xee }]),
      /does not get on .*a message of type 238/,
    ],
    ["another session", onceWelcome(refused(NackReason.SESSION)), /answers HELLO, and nothing else/],
    [
      "bodies of another layout",
      onceWelcome((_, frame) => [{ ...frame, body: Uint8Array.of(1, 2, 3) }]),
      /does not get on/,
    ],
    ["HELLO, and then nothing", onceWelcome(() => []), /answers HELLO, and nothing else/],
    ["a refusal of HELLO", refused(NackReason.LAYOUT, { session: 0 }), /refused HELLO: the body is not laid out/],
    ["HELLO in another layout", (_, frame) => [{ ...frame, body: Uint8Array.of(9) }], /does not get on .*HELLO_REPLY/],
  ])("%s", (_, lie, sentence) => expectOneSentence(lie, sentence));

  it("also where the host asks for nothing meanwhile", async () => {
    const clock = new VirtualClock();
    const dial = lying(dialTestBoard(new BoardEndpoint(new TestCore(), clock), clock), (_, frame) => [frame]);
    const host = await clock.until(deploy(dial, clock, LINK, () => Uint8Array.of(1)));
    await clock.until(new Promise<void>((resolve) => void clock.after(10 * LINK.stuckMs, resolve)));
    await expect(clock.until(host.read("COUNTERS", {}))).resolves.toMatchObject({ step: 0 });
  });
});

/** A log whose first step has more and more spikes, whatever is asked. */
function endless(): Lie {
  let from = 0;
  return (name, frame) => {
    if (name !== "SPIKES_REPLY" && name !== "NACK") return [frame];
    const words = from === 0 ? spikeWords(0, [1, 2]) : Uint16Array.from({ length: 60 }, () => 3);
    from += words.length;
    return [
      said("SPIKES_REPLY", frame, {
        from: from - words.length,
        head: 4_000_000_000,
        step: 0,
        data: wordsToBytes(words),
      }),
    ];
  };
}

describe("a spike log that cannot be", () => {
  const log = (body: (asked: Bodies["SPIKES_REPLY"]) => Partial<Bodies["SPIKES_REPLY"]>): Lie =>
    instead("SPIKES_REPLY", (frame) => [changed("SPIKES_REPLY", frame, body(decodeBody("SPIKES_REPLY", frame.body)!))]);
  it.each<[string, Lie, RegExp]>([
    [
      "stays where it is",
      log(() => ({ step: 0, head: 0, data: new Uint8Array() })),
      /does not get on .*stays at step 0/,
    ],
    [
      "promises words that never come",
      log(() => ({ head: 4_000_000_000, data: new Uint8Array() })),
      /does not get on|stays at step/,
    ],
    ["begins elsewhere", log(({ from }) => ({ from: from + 7 })), /does not get on .*stays at step/],
    ["does not go on", log(() => ({ data: wordsToBytes(spikeWords(17, [1])) })), /spike log does not go on/],
    [
      "has a neuron that does not exist",
      log(({ from, step: at }) =>
        from === 0 ? { step: at, data: wordsToBytes([...spikeWords(0, [700]), ...spikeWords(1, [])]) } : {},
      ),
      /spike of neuron 700 in step 0, but the network has 64/,
    ],
    [
      "goes beyond the last step",
      log(({ from }) => ({
        step: 400,
        head: from + 400,
        data: wordsToBytes(Array.from({ length: 60 }, (_, k) => 0x8000 | (from + k))),
      })),
      /spikes of step 40 in its log, but was told to stop before step 40/,
    ],
    ["is one step without end", endless(), /spike log does not go on/],
    [
      "has half a word",
      log(() => ({ data: Uint8Array.of(0) })),
      /answered SPIKES with 1 bytes, which are no whole words/,
    ],
  ])("%s", (_, lie, sentence) => expectOneSentence(lie, sentence));
});

describe("reads of another length", () => {
  const shortened = (of: "TRACE_REPLY" | "COUNTERS_REPLY", length: number): Lie =>
    instead(of, (frame) => [changed(of, frame, { data: new Uint8Array(length) })]);
  it("are refused, not read", async () => {
    await expectOneSentence(shortened("TRACE_REPLY", 5), /answered TRACE with 5 bytes where 24 were due/, (board) =>
      board.readState([0, 1]),
    );
    await expectOneSentence(shortened("TRACE_REPLY", 120), /answered TRACE with 120 bytes where 24 were due/, (board) =>
      board.readState([0, 1]),
    );
    await expectOneSentence(
      instead("TRACE_REPLY", (frame) => [changed("TRACE_REPLY", frame, { first: 9 })]),
      /answered TRACE of neuron 0 with neuron 9/,
      (board) => board.readState([0, 1]),
    );
    await expectOneSentence(
      shortened("COUNTERS_REPLY", 4),
      /answered COUNTERS with 4 bytes where 8 were due/,
      (board) => board.counters(),
    );
    await expectOneSentence(
      shortened("COUNTERS_REPLY", 7),
      /answered COUNTERS with 7 bytes, which are no whole words/,
      (board) => board.counters(),
    );
  });
});
