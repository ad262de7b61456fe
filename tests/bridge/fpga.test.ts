/** The gateware, simulated at register-transfer level behind its serial line, against the emulator: same spikes, same state, bit for bit. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../compiler/compile.js";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { openLoihiBoard } from "../../firmware-bridge/boards/loihi-board.js";
import { CobsDecoder } from "../../firmware-bridge/protocol/cobs.js";
import { MessageType, NackReason, nackReasonName } from "../../firmware-bridge/protocol/codes.js";
import { decodeFrame } from "../../firmware-bridge/protocol/frame.js";
import { DEFAULT_LINK, HostLink } from "../../firmware-bridge/protocol/host-link.js";
import { decodeBody } from "../../firmware-bridge/protocol/messages.js";
import type { DamageVector, FrameVector } from "../../firmware-bridge/protocol/wire-vectors.js";
import { buildFpgaSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import { FaultyTransport } from "../../firmware-bridge/transport/faulty-transport.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { loadDescription } from "../../src/description/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/types.js";
import { replayFile } from "../../src/golden/replay.js";
import { targetById } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/types.js";
import { balancedIntegerNetwork } from "./balanced-integer-network.js";

const root = join(import.meta.dirname, "../..");
const gateware = join(root, "firmware-bridge/gateware");
/** A busy machine simulates some hundred thousand clocks a second: silence means little. */
const LINK = { ...DEFAULT_LINK, answerMs: 5000 };
const dial = () => dialFpgaSimulator(buildFpgaSimulator(gateware));
let sessions = 100;

async function onBoard<T>(program: LoihiProgram, target: LoihiTarget, use: (board: ExecutionTarget) => Promise<T>, line = dial()): Promise<T> {
  const board = await openLoihiBoard(program, target, line, systemClock, { ...LINK, session: sessions++ }, { name: "simulated:fpga" });
  try {
    return await use(board);
  } finally {
    await board.close();
  }
}

const everyone = (target: ExecutionTarget) => Array.from({ length: target.size }, (_, id) => id);

/** Runs both, compares every spike, and the whole state every `stateEvery` steps; returns the number of spikes and the board's counters. */
async function lockstep(program: LoihiProgram, target: LoihiTarget, steps: number, stateEvery: number, line = dial()) {
  const emulator = await createEmulator(program, target);
  return onBoard(program, target, async (board) => {
    let spikes = 0;
    for (let step = 0; step < steps; step += stateEvery) {
      const seen: [string[], string[]] = [[], []];
      for (const [k, runner] of [board, emulator].entries()) {
        await runner.advance(stateEvery, (at, ids, count) => {
          seen[k].push(`${at}: ${ids.subarray(0, count).join(" ")}`);
          spikes += k * count;
        });
      }
      expect(seen[0]).toEqual(seen[1]);
      const [ours, theirs] = await Promise.all([board, emulator].map((runner) => runner.readState(everyone(runner))));
      for (const field of ["u", "v", "refractory"] as const) {
        const at = ours[field].findIndex((value, id) => value !== theirs[field][id]);
        expect({ step, neuron: at, [field]: ours[field][at] }).toEqual({ step, neuron: -1, [field]: undefined });
      }
    }
    return { spikes, ours: await board.counters(), theirs: await emulator.counters() };
  }, line);
}

describe("the simulated FPGA", () => {
  it("runs 1,000 steps of a balanced network of 500 neurons and 40,000 synapses like the emulator, all spikes and state words", async () => {
    const steps = 1000;
    const { program, target } = balancedIntegerNetwork({ seed: 7, neurons: 500, inDegree: 40, profile: "hw", steps });
    const { spikes, ours } = await lockstep(program, target, steps, 100);
    // Irregular activity, neither silent nor saturated.
    expect(spikes / steps / 500).toBeGreaterThan(0.002);
    expect(spikes / steps / 500).toBeLessThan(0.2);
    expect(ours.spikes).toBe(spikes);
    expect(ours["accumulator-overflows"]).toBe(0);
  });

  it("runs a network compiled for it from its description: 500 neurons, 40,000 synapses, from mV to spikes", async () => {
    const network = drawNetwork(loadDescription(join(root, "examples/small-balanced.yaml")).description);
    const target = targetById("ice40up5k");
    const { program } = compile(network, target);
    const { spikes, ours } = await lockstep(program, target, 400, 100);
    expect(spikes).toBeGreaterThan(500);
    expect(ours["u-wrapped"]).toBe(0);
  });

  it.each(["hw", "lava"] as const)("agrees step by step where u wraps and v clips (%s)", async (profile) => {
    const { program, target } = balancedIntegerNetwork({ seed: 11, neurons: 90, inDegree: 6, profile, steps: 40, violent: true });
    const { ours, theirs } = await lockstep(program, target, 40, 1);
    expect(ours["u-wrapped"]).toBe(theirs["u-wrapped"]);
    expect(ours["v-clipped-high"]).toBe(theirs["v-clipped-high"]);
    expect(ours["v-clipped-low"]).toBe(theirs["v-clipped-low"]);
    expect(ours["u-wrapped"]).toBeGreaterThan(0);
    expect(ours["v-clipped-high"]).toBeGreaterThan(0);
    // Lava's accumulator is wider than the board's: the comparison means something only where no addition left 16 bits.
    if (profile === "lava") expect(ours["accumulator-overflows"]).toBe(0);
  });

  it("keeps lava's u of +2^23, which two's complement cannot", async () => {
    const { program, target } = balancedIntegerNetwork({ seed: 2, neurons: 20, inDegree: 1, profile: "lava", steps: 3, sources: 0 });
    const [image] = program.cores;
    // du = 4095 forgets u; the first step's input is what arrives: nothing. So u must start there and be decayed by du = 0 from 2^23.
    const top = { ...program, cores: [{ ...image, u0: Int32Array.from(image.u0, () => 8388607), profiles: image.profiles.map((p) => ({ ...p, du: 0 })) }] };
    await lockstep(top, target, 3, 1);
  });

  it("takes spikes injected by the host like those of neurons and sources", async () => {
    const { program, target } = balancedIntegerNetwork({ seed: 3, neurons: 60, inDegree: 10, profile: "hw", steps: 30 });
    const emulator = await createEmulator(program, target);
    const injected = Array.from({ length: 40 }, (_, k) => ({ step: (7 * k) % 20, id: (13 * k) % 68, count: 1 + (k % 3) }));
    await onBoard(program, target, async (board) => {
      const seen: [string[], string[]] = [[], []];
      for (const [k, runner] of [board, emulator].entries()) {
        runner.inject(injected);
        await runner.advance(30, (at, ids, count) => void seen[k].push(`${at}: ${ids.subarray(0, count).join(" ")}`));
      }
      expect(seen[0]).toEqual(seen[1]);
      expect(seen[0].length).toBeGreaterThan(3);
      expect([...(await board.readState(everyone(board))).u]).toEqual([...(await emulator.readState(everyone(emulator))).u]);
    });
  });

  it("is armed with the right image through a line that drops, flips and doubles bytes", async () => {
    const { program, target } = balancedIntegerNetwork({ seed: 6, neurons: 40, inDegree: 8, profile: "hw", steps: 10 });
    const none = { split: 0, merge: 0, delay: 0, longestDelayMs: 0, stall: 0, stallMs: 0, hangUp: 0 };
    let line: FaultyTransport | null = null;
    const faulty: Dialer = async () => (line = new FaultyTransport(await dial()(), systemClock, { seed: 1, drop: 0.08, flip: 0.08, duplicate: 0.08, ...none }, 0));
    const link = { ...LINK, answerMs: 300, session: sessions++ };
    const board = await openLoihiBoard(program, target, faulty, systemClock, link, { name: "simulated:fpga" });
    try {
      const emulator = await createEmulator(program, target);
      for (const runner of [board, emulator]) await runner.advance(10, () => {});
      expect([...(await board.readState(everyone(board))).v]).toEqual([...(await emulator.readState(everyone(emulator))).v]);
      expect(Object.values(line!.happened).reduce((a, b) => a + b)).toBeGreaterThan(5);
    } finally {
      await board.close();
    }
  });

  it("notices one flipped bit of a weight within a few steps", async () => {
    const { program, target } = balancedIntegerNetwork({ seed: 4, neurons: 60, inDegree: 20, profile: "hw", steps: 60 });
    const [image] = program.cores;
    const memory = Uint8Array.from(image.synapseMemory);
    memory[2] ^= 1;
    await expect(lockstepDiffers(program, { ...program, cores: [{ ...image, synapseMemory: memory }] }, target)).resolves.toBe(true);
  });
});

describe("a fault planted in the RTL", () => {
  it("is found: a v that decays by one register step too much", async () => {
    const scratch = mkdtempSync(join(tmpdir(), "equipoise-fault-"));
    try {
      cpSync(gateware, join(scratch, "gateware"), { recursive: true });
      const core = join(scratch, "gateware/rtl/neuron_core.v");
      const text = readFileSync(core, "utf8");
      const faulty = text.replace("~table_data[11:0]} + 13'd1", "~table_data[11:0]}");
      expect(faulty).not.toBe(text);
      writeFileSync(core, faulty);
      const { program, target } = balancedIntegerNetwork({ seed: 5, neurons: 20, inDegree: 5, profile: "hw", steps: 20 });
      const simulator = dialFpgaSimulator(buildFpgaSimulator(join(scratch, "gateware"), join(scratch, "cache")));
      await expect(lockstep(program, target, 20, 1, simulator)).rejects.toThrow(/neuron/);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
});

/** True where a board with `loaded` differs from an emulator with `program` within 60 steps. */
async function lockstepDiffers(program: LoihiProgram, loaded: LoihiProgram, target: LoihiTarget): Promise<boolean> {
  const emulator = await createEmulator(program, target);
  return onBoard(loaded, target, async (board) => {
    for (let step = 0; step < 60; step++) {
      for (const runner of [board, emulator]) await runner.advance(1, () => {});
      const [ours, theirs] = await Promise.all([board, emulator].map((runner) => runner.readState(everyone(runner))));
      if (ours.u.some((u, id) => u !== theirs.u[id])) return true;
    }
    return false;
  });
}

/** Networks of the golden vectors that the core cannot hold, and the reason it gives. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "loihi/c1_u_exact_boundary.json.gz": /12 sums of synaptic input left the 16 bits of the board's accumulator/,
  "loihi/c2_u_wrap_repeated.json.gz": /left the 16 bits of the board's accumulator/,
  "loihi/c4_u_multiwrap_quirk.json.gz": /left the 16 bits of the board's accumulator/,
  "loihi/f1_delay_dense.json.gz": /cannot hold the delay 29/,
  "loihi/f2_delay_sparse.json.gz": /cannot hold the delay 28/,
  "loihi/f4_graded_spikes.json.gz": /cannot hold the weight -110·2\^-3/,
  "loihi/f5_weight_exp_sweep.json.gz": /cannot hold the weight 160·2\^-8/,
  "loihi/g_ei_tutorial02_fixed.json.gz": /needs 71186 words of synapse memory, the core has 49152/,
  "loihi-hw/n3_refractory.json.gz": /cannot hold the threshold 2000/,
  "loihi-hw/n4_q_overflow.json.gz": /Step 0 has 1000 spikes from outside/,
};

describe("golden vectors on the simulated FPGA", () => {
  // The state of 500 neurons over the line after each of its steps takes minutes: with EQUIPOISE_LONG_TESTS=1.
  const long = "e_balanced_500.json.gz";
  const networks = ["loihi", "loihi-hw"].flatMap((family) =>
    readdirSync(join(root, "tests/golden", family))
      .filter((name) => /^([a-g]|n)\d?_/.test(name) && (name !== long || process.env["EQUIPOISE_LONG_TESTS"] === "1"))
      .map((name) => `${family}/${name}`),
  );
  const open = (program: LoihiProgram, target: LoihiTarget) => openLoihiBoard(program, target, dial(), systemClock, { ...LINK, session: sessions++ }, { name: "simulated:fpga" });

  it.each(networks)("%s: every recorded spike, u and v, or a reason why not", async (name) => {
    const replay = replayFile(join(root, "tests/golden", name), { open });
    if (REFUSED[name] !== undefined) return expect(replay).rejects.toThrow(REFUSED[name]);
    expect((await replay).difference).toBeNull();
  }, 600_000);
});

describe("the gateware's protocol", () => {
  const vectors = JSON.parse(readFileSync(join(root, "firmware-bridge/protocol/wire-vectors.json"), "utf8")) as { frames: FrameVector[]; damaged: DamageVector[] };

  /** The board's answer to each piece of bytes. */
  async function answers(pieces: readonly string[]): Promise<string[]> {
    const line = await dial()();
    const seen: string[] = [];
    let answered = () => {};
    const decoder = new CobsDecoder(160, (bytes) => {
      const frame = decodeFrame(bytes);
      if (typeof frame === "string") throw new Error(`the board sent a frame that is ${frame}`);
      const nack = frame.type === MessageType.NACK ? decodeBody("NACK", frame.body) : null;
      seen.push(nack ? `NACK ${nackReasonName(nack.reason)}` : (Object.entries(MessageType).find(([, type]) => type === frame.type)?.[0] ?? "?"));
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
      "HELLO_REPLY", ...replies.map(() => "NACK TYPE"), erase.sequence === 1 ? "ACK" : "NACK SEQUENCE", "NACK RANGE", "COUNTERS_REPLY",
    ]);
  });

  it("calls every damaged vector damaged", async () => {
    expect(await answers(vectors.damaged.map((v) => v.wire))).toEqual(vectors.damaged.map(() => "NACK DAMAGED"));
  });

  it("resumes in the same session, and starts anew in another", async () => {
    const line = dial();
    let shared: Awaited<ReturnType<typeof line>> | null = null;
    const keep = async () => (shared ??= { ...(await line()), close: () => {} });
    const first = new HostLink(keep, systemClock, { ...LINK, session: 9 });
    await first.open();
    await first.command("ERASE", {});
    await first.command("WRITE", { address: 512, data: Uint8Array.of(1, 2, 3, 4) });
    const again = new HostLink(keep, systemClock, { ...LINK, session: 9 });
    expect(await again.open()).toMatchObject({ committed: 2, state: 1 });
    expect((await again.read("READBACK", { address: 510, length: 8 })).data).toEqual(Uint8Array.of(0, 0, 1, 2, 3, 4, 0, 0));
    const other = new HostLink(keep, systemClock, { ...LINK, session: 10 });
    expect(await other.open()).toMatchObject({ committed: 0, state: 0 });
    shared!.close();
  });

  it("has the numbers of the protocol in its header file", () => {
    const header = readFileSync(join(gateware, "rtl/messages.vh"), "utf8");
    const numbers = new Map([...header.matchAll(/(\w+) = \d+'([hd])([0-9a-f]+)/g)].map(([, name, base, digits]) => [name, parseInt(digits, base === "h" ? 16 : 10)]));
    for (const [name, code] of [...Object.entries(MessageType), ...Object.entries(NackReason)]) expect([name, numbers.get(name)]).toEqual([name, code]);
  });
});

describe("the committed bitstream", () => {
  it("is whole, and was made from the sources as they are", () => {
    for (const [folder, list] of [["ice40", "ice40/equipoise-icebreaker.bin.sha256"], [".", "ice40/sources.sha256"]]) {
      for (const line of readFileSync(join(gateware, list), "utf8").trim().split("\n")) {
        const [digest, name] = line.split(/\s+/);
        expect([name, createHash("sha256").update(readFileSync(join(gateware, folder, name))).digest("hex")]).toEqual([name, digest]);
      }
    }
  });
});

describe("the Verilog", () => {
  const sources = readdirSync(join(gateware, "rtl")).filter((name) => name.endsWith(".v")).map((name) => join(gateware, "rtl", name));

  it("is clean in Verilator's lint with every warning on", () => {
    const args = ["--lint-only", "-Wall", "--language", "1364-2005", `-I${join(gateware, "rtl")}`, "--top-module", "equipoise_core", ...sources];
    expect(() => execFileSync("verilator", args, { stdio: "pipe" })).not.toThrow();
  });

  it("parses as plain Verilog-2005 in Icarus without a warning", () => {
    const out = execFileSync("iverilog", ["-g2005", "-Wall", "-I", join(gateware, "rtl"), "-t", "null", ...sources], { stdio: "pipe" });
    expect(out.toString()).toBe("");
  });
});
