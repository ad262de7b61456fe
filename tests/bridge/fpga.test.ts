/** The gateware, simulated at register-transfer level behind its serial line, against the emulator: same spikes, same state, bit for bit. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../compiler/loihi/compile.js";
import { CobsDecoder } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType, NackReason, nackReasonName } from "../../firmware-bridge/protocol/codes.js";
import { decodeFrame } from "../../firmware-bridge/protocol/frame.js";
import { HostLink } from "../../firmware-bridge/protocol/host-link.js";
import { decodeBody } from "../../firmware-bridge/protocol/messages.js";
import type { DamageVector, FrameVector } from "../../firmware-bridge/protocol/wire-vectors.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { loadDescription } from "../../src/node/files/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { targetById } from "../../src/targets/registry.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";
import { dialFpga, LINK, lockstep } from "./fpga-boards.js";
import { expectInjectedAlike, expectSameWrapsAndClips } from "./gateware-lockstep.js";
import { expectCells, expectCleanLint, expectParsed, expectPins, gateware, verilogIn } from "./gateware-verilog.js";

const root = join(import.meta.dirname, "../..");

describe("the simulated FPGA", () => {
  it("runs 1,000 steps of a balanced network of 500 neurons and 40,000 synapses like the emulator, all spikes and state words", async () => {
    const steps = 1000;
    const { program, target } = balancedIntegerNetwork({ seed: 7, neurons: 500, inDegree: 40, profile: "hw", steps });
    const { spikes, ours } = await lockstep(program, target, { steps, stateEvery: 100 });
    // Irregular activity, neither silent nor saturated.
    expect(spikes / steps / 500).toBeGreaterThan(0.002);
    expect(spikes / steps / 500).toBeLessThan(0.2);
    expect(ours.spikes).toBe(spikes);
    expect(ours["accumulator-overflows"]).toBe(0);
  }, 240_000);

  it("runs a network compiled for it from its description: 500 neurons, 40,000 synapses, from mV to spikes", async () => {
    const network = drawNetwork(loadDescription(join(root, "examples/small-balanced.yaml")).description);
    const target = targetById("ice40up5k");
    const { program } = compile(network, target);
    const { spikes, ours } = await lockstep(program, target, { steps: 400, stateEvery: 100 });
    expect(spikes).toBeGreaterThan(500);
    expect(ours["u-wrapped"]).toBe(0);
  }, 240_000);

  it.each(["hw", "lava"] as const)("agrees step by step where u wraps and v clips (%s)", (profile) =>
    expectSameWrapsAndClips(lockstep, profile, 1),
  );

  it("keeps lava's u of +2^23, which two's complement cannot", async () => {
    const { program, target } = balancedIntegerNetwork({
      seed: 2,
      neurons: 20,
      inDegree: 1,
      profile: "lava",
      steps: 3,
      sources: 0,
    });
    const [image] = program.cores;
    // du = 4095 forgets u; the first step's input is what arrives: nothing. So u must start there and be decayed by du = 0 from 2^23.
    const top = {
      ...program,
      cores: [
        {
          ...image,
          u0: Int32Array.from(image.u0, () => 8388607),
          profiles: image.profiles.map((p) => ({ ...p, du: 0 })),
        },
      ],
    };
    await lockstep(top, target, { steps: 3, stateEvery: 1 });
  });

  it("takes spikes injected by the host like those of neurons and sources", () =>
    expectInjectedAlike(lockstep, 60, 30));
});

describe("the gateware's protocol", () => {
  const vectors = JSON.parse(readFileSync(join(root, "firmware-bridge/protocol/wire-vectors.json"), "utf8")) as {
    frames: FrameVector[];
    damaged: DamageVector[];
  };

  /** The board's answer to each piece of bytes. */
  async function answers(pieces: readonly string[]): Promise<string[]> {
    const line = await dialFpga()();
    const seen: string[] = [];
    let answered = () => {};
    const decoder = new CobsDecoder(160, (bytes) => {
      const frame = decodeFrame(bytes);
      if (typeof frame === "string") throw new Error(`the board sent a frame that is ${frame}`);
      const nack = frame.type === MessageType.NACK ? decodeBody("NACK", frame.body) : null;
      seen.push(
        nack
          ? `NACK ${nackReasonName(nack.reason)}`
          : (Object.entries(MessageType).find(([, type]) => type === frame.type)?.[0] ?? "?"),
      );
      answered();
    });
    line.onData((bytes) => decoder.push(bytes));
    for (const piece of pieces) {
      const answer = new Promise<void>((resolve) => void (answered = resolve));
      line.write(Buffer.from(piece, "hex"));
      await answer;
    }
    line.close();
    return seen;
  }

  it("understands the byte-exact vectors, and refuses answers and commands out of order", async () => {
    const hello = vectors.frames.find((v) => v.message === "HELLO")!;
    const erase = vectors.frames.find((v) => v.message === "ERASE")!;
    const spikes = vectors.frames.find((v) => v.message === "SPIKES")!;
    const counters = vectors.frames.find((v) => v.message === "COUNTERS")!;
    const replies = vectors.frames.filter((v) => v.type >= 0x80);
    expect(await answers([hello.wire, ...replies.map((v) => v.wire), erase.wire, spikes.wire, counters.wire])).toEqual([
      "HELLO_REPLY",
      ...replies.map(() => "NACK TYPE"),
      erase.sequence === 1 ? "ACK" : "NACK SEQUENCE",
      "NACK RANGE",
      "COUNTERS_REPLY",
    ]);
  });

  it("calls every damaged vector damaged", async () => {
    expect(await answers(vectors.damaged.map((v) => v.wire))).toEqual(vectors.damaged.map(() => "NACK DAMAGED"));
  });

  it("resumes in the same session, and starts anew in another", async () => {
    const line = dialFpga();
    let shared: Awaited<ReturnType<typeof line>> | null = null;
    const keep = async () => (shared ??= { ...(await line()), close: () => {} });
    const first = new HostLink(keep, systemClock, { ...LINK, session: 9 });
    await first.open();
    await first.command("ERASE", {});
    await first.command("WRITE", { address: 512, data: Uint8Array.of(1, 2, 3, 4) });
    const again = new HostLink(keep, systemClock, { ...LINK, session: 9 });
    expect(await again.open()).toMatchObject({ committed: 2, state: 1 });
    expect((await again.read("READBACK", { address: 510, length: 8 })).data).toEqual(
      Uint8Array.of(0, 0, 1, 2, 3, 4, 0, 0),
    );
    const other = new HostLink(keep, systemClock, { ...LINK, session: 10 });
    expect(await other.open()).toMatchObject({ committed: 0, state: 0 });
    shared!.close();
  });

  it("has the numbers of the protocol in its header file", () => {
    const header = readFileSync(join(gateware, "rtl/messages.vh"), "utf8");
    const numbers = new Map(
      [...header.matchAll(/(\w+) = \d+'([hd])([0-9a-f]+)/g)].map(([, name, base, digits]) => [
        name,
        parseInt(digits, base === "h" ? 16 : 10),
      ]),
    );
    for (const [name, code] of [...Object.entries(MessageType), ...Object.entries(NackReason)])
      expect([name, numbers.get(name)]).toEqual([name, code]);
  });
});

describe("the Verilog", () => {
  const sources = verilogIn("rtl");

  it("is clean in Verilator's lint with every warning on, and in Icarus", () => {
    expectCleanLint("equipoise_core", sources);
    expectParsed(sources);
  });

  it.each(["icebreaker", "upduino"])(
    "of the %s fits the cells of the part, and every port has a pin of its own",
    (board) => {
      const top = `ice40/top_${board}.v`;
      expectCells("ice40", `top_${board}`, [...sources, join(gateware, top)]);
      expect(expectPins("ice40", top, `ice40/${board}.pcf`)).toBeGreaterThan(4);
    },
  );
});
