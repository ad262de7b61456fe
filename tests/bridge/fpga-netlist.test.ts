/**
 * The cells that a bitstream is placed from, simulated behind the board's serial line: on random networks the same spikes, counters and state
 * words as the emulator, and as the RTL. What synthesis gets wrong, and what only a simulation of RTL lets pass, shows here.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import { boardNamed, readBoards, type Board } from "../../scripts/bitstreams/boards.js";
import { synthesise } from "../../scripts/bitstreams/build.js";
import { netlistSimulator } from "../../scripts/bitstreams/netlist-simulator.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import { balancedIntegerNetwork, type BalancedNetwork } from "./balanced-integer-network.js";
import { dialFpga, everyone, openFpga } from "./fpga-boards.js";

const NETWORKS: readonly BalancedNetwork[] = [
  { seed: 31, neurons: 40, inDegree: 6, profile: "hw", steps: 60 },
  { seed: 32, neurons: 25, inDegree: 3, profile: "hw", steps: 16, violent: true },
  { seed: 33, neurons: 25, inDegree: 3, profile: "lava", steps: 16, violent: true },
  { seed: 34, neurons: 30, inDegree: 5, profile: "lava", steps: 40 },
];

interface Seen {
  readonly spikes: readonly string[];
  /** Every state word after each quarter of the steps. */
  readonly states: readonly (readonly number[])[];
  readonly counters: Readonly<Record<string, number>>;
}

/** Runs it in four parts. */
async function see(runner: ExecutionTarget, steps: number): Promise<Seen> {
  const spikes: string[] = [];
  const states: number[][] = [];
  for (let k = 0; k < 4; k++) {
    await runner.advance(steps / 4, (at, ids, count) => void spikes.push(`${at}: ${ids.subarray(0, count).join(" ")}`));
    const { u, v, refractory } = await runner.readState(everyone(runner));
    states.push([...u, ...v, ...refractory]);
  }
  return { spikes, states, counters: await runner.counters() };
}

async function seeOnBoard(network: BalancedNetwork, line: Dialer): Promise<Seen> {
  const { program, target } = balancedIntegerNetwork(network);
  const board = await openFpga(program, target, line);
  try {
    return await see(board, network.steps);
  } finally {
    await board.close();
  }
}

async function seeOnEmulator(network: BalancedNetwork): Promise<Seen> {
  const { program, target } = balancedIntegerNetwork(network);
  return see(await createEmulator(program, target), network.steps);
}

/** One board a family: the others differ by pins only. */
const simulated = readBoards().filter(({ simulation }) => simulation.length > 0);
const boards = simulated.filter(({ family }, k) => simulated.findIndex((other) => other.family === family) === k);

it("there is one of each family", () => {
  expect(boards.map(({ family }) => family).sort()).toEqual(["ecp5", "ice40"]);
});

describe.each(boards.map((board) => [board.name, board] as const))("the netlist of %s", (_name, board: Board) => {
  it("runs random networks of both profiles like the emulator and like the RTL: all spikes, state words and counters", async () => {
    const cells = dialFpgaSimulator(await netlistSimulator(board));
    const rtl = dialFpga();
    let [wraps, clips] = [0, 0];
    for (const network of NETWORKS) {
      const [ours, theirs, expected] = [
        await seeOnBoard(network, cells),
        await seeOnBoard(network, rtl),
        await seeOnEmulator(network),
      ];
      expect(ours).toEqual(theirs);
      expect(ours.spikes).toEqual(expected.spikes);
      expect(ours.states).toEqual(expected.states);
      expect(ours.spikes.length).toBeGreaterThan(network.steps / 4);
      wraps += ours.counters["u-wrapped"];
      clips += ours.counters["v-clipped-high"] + ours.counters["v-clipped-low"];
    }
    // The violent ones reach the ends of both registers.
    expect(wraps).toBeGreaterThan(0);
    expect(clips).toBeGreaterThan(0);
  }, 600_000);
});

describe("a fault in the cells", () => {
  const scratch = mkdtempSync(join(tmpdir(), "equipoise-netlist-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it("shows: with the multipliers' lowest factor bit stuck, other states than the emulator's", async () => {
    const board = boardNamed(boards.find(({ family }) => family === "ecp5")!.name);
    const netlist = readFileSync(join(await synthesise(board), "netlist.v"), "utf8");
    const faulty = netlist.replace(/(MULT18X18D [\s\S]*?\.B0\()[^)]*\)/g, "$11'h0)");
    expect(faulty).not.toBe(netlist);
    writeFileSync(join(scratch, "netlist.v"), faulty);
    const line = dialFpgaSimulator(await netlistSimulator(board, join(scratch, "netlist.v")));
    const seen = await seeOnBoard(NETWORKS[0], line);
    expect(seen.states).not.toEqual((await seeOnEmulator(NETWORKS[0])).states);
  }, 600_000);
});
