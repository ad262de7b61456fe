/**
 * The cells that a bitstream is placed from, simulated behind the board's serial line: on random networks the same spikes, counters, state words
 * and sums of states as the emulator, and as the RTL. What synthesis gets wrong, and what only a simulation of RTL lets pass, shows here.
 * The ULX3S has the cells of ulx3s_board.v with two of eight cores, an image space of 2^17 words and a faster line, else they would be compiled and
 * simulated for hours; in place of pads and PLL stands the model of the SDRAM.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator/loihi/emulator.js";
import { placesOf, summed } from "../../firmware-bridge/boards/audit.js";
import { buildUlx3sSimulator, dialFpgaSimulator } from "../../firmware-bridge/simulated/fpga-simulator.js";
import type { Dialer } from "../../firmware-bridge/transport/transport.js";
import { readBoards, type Family } from "../../scripts/bitstreams/boards.js";
import { netlistSimulator, simulatedCells, type SimulatedBoard } from "../../scripts/bitstreams/netlist-simulator.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import { balancedIntegerNetwork, type BalancedNetwork } from "./balanced-integer-network.js";
import { dialFpga, openFpga } from "./fpga-boards.js";
import { everyone } from "./gateware-lockstep.js";
import { gateware } from "./gateware-verilog.js";

const NETWORKS: readonly BalancedNetwork[] = [
  { seed: 31, neurons: 40, neuronsPerCore: 20, inDegree: 6, profile: "hw", steps: 60 },
  { seed: 32, neurons: 26, neuronsPerCore: 13, inDegree: 3, profile: "hw", steps: 16, violent: true },
  { seed: 33, neurons: 26, neuronsPerCore: 13, inDegree: 3, profile: "lava", steps: 16, violent: true },
];

/**
 * A network of two cores. On a board with several, the second one's lower limit of v keeps it a core of its own; with one, all limits are the same.
 */
function twoCores(network: BalancedNetwork, family: Family) {
  const { program, target } = balancedIntegerNetwork(network);
  expect(program.cores.length).toBe(2);
  if (family === "ice40") return { program, target };
  const cores = program.cores.map((core, c) => ({ ...core, vmin: core.vmin + c }));
  return { program: { ...program, cores }, target };
}

/** The RTL behind the same protocol; its sums of states are comparable, for its ids are those of the netlist's board. */
const RTL: Readonly<Record<Family, () => Dialer>> = {
  ice40: dialFpga,
  ecp5: () => dialFpgaSimulator(buildUlx3sSimulator(gateware, 17)),
};

interface Seen {
  readonly spikes: readonly string[];
  /** Every state word after each quarter of the steps, and the sum of all until then. */
  readonly states: readonly (readonly number[])[];
  readonly counters: Readonly<Record<string, number>>;
}

/** Runs it in four parts. @param places ids by which states are summed */
async function see(runner: ExecutionTarget, steps: number, places?: ArrayLike<number>): Promise<Seen> {
  const spikes: string[] = [];
  const states: number[][] = [];
  const sum = summed(runner, places);
  for (let k = 0; k < 4; k++) {
    await sum.advance(steps / 4, (at, ids, count) => void spikes.push(`${at}: ${ids.subarray(0, count).join(" ")}`));
    const { u, v, refractory } = await runner.readState(everyone(runner));
    states.push([...u, ...v, ...refractory, (await sum.audit()).stateSum]);
  }
  return { spikes, states, counters: await runner.counters() };
}

type Simulated = ReturnType<typeof twoCores>;

async function seeOnBoard(
  { program, target }: Simulated,
  steps: number,
  line: Dialer,
): Promise<Seen & { places?: ArrayLike<number> }> {
  const board = await openFpga(program, target, line);
  try {
    return { ...(await see(board, steps)), places: placesOf(board) };
  } finally {
    await board.close();
  }
}

async function seeOnEmulator({ program, target }: Simulated, steps: number, places?: ArrayLike<number>): Promise<Seen> {
  return see(await createEmulator(program, target), steps, places);
}

const boards = readBoards().filter((board): board is SimulatedBoard => board.simulation !== undefined);

it("there is one of each family", () => {
  expect(boards.map(({ family }) => family).sort()).toEqual(["ecp5", "ice40"]);
});

describe.each(boards.map((board) => [board.title, board] as const))("the netlist of the %s", (_title, board) => {
  it("runs random networks like the emulator and like the RTL: all spikes, state words, sums of states and counters", async () => {
    const cells = dialFpgaSimulator(await netlistSimulator(board));
    const rtl = RTL[board.family]();
    let [wraps, clips] = [0, 0];
    for (const network of NETWORKS) {
      const { steps } = network;
      const simulated = twoCores(network, board.family);
      const ours = await seeOnBoard(simulated, steps, cells);
      expect(ours).toEqual(await seeOnBoard(simulated, steps, rtl));
      const expected = await seeOnEmulator(simulated, steps, ours.places);
      expect(ours.spikes).toEqual(expected.spikes);
      expect(ours.states).toEqual(expected.states);
      for (const name of ["spikes", "synaptic-events", "u-wrapped", "v-clipped-high", "v-clipped-low"])
        expect({ [name]: ours.counters[name] }).toEqual({ [name]: expected.counters[name] });
      expect(ours.spikes.length).toBeGreaterThan(steps / 4);
      wraps += ours.counters["u-wrapped"];
      clips += ours.counters["v-clipped-high"] + ours.counters["v-clipped-low"];
    }
    // The violent ones reach the ends of both registers.
    expect(wraps).toBeGreaterThan(0);
    expect(clips).toBeGreaterThan(0);
  }, 900_000);
});

/** Where the lowest bit of the first factor of the first multiplier is in the netlist. */
const LOWEST_BIT: Readonly<Record<Family, RegExp>> = {
  ice40: /(SB_MAC16 #[\s\S]*?\.A\(\{[^}]*, )[^,}]*(\}\))/,
  ecp5: /(MULT18X18D [\s\S]*?\.B0\()[^)]*(\))/,
};
const STUCK = "1'h0";

describe("a fault in the cells", () => {
  const scratch = mkdtempSync(join(tmpdir(), "equipoise-netlist-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it("shows: with the lowest factor bit of one multiplier stuck, other states than the emulator's", async () => {
    const board = boards.find(({ family }) => family === "ice40")!;
    const netlist = readFileSync(join(await simulatedCells(board), "netlist.v"), "utf8");
    const faulty = netlist.replace(LOWEST_BIT[board.family], `$1${STUCK}$2`);
    expect(faulty).not.toBe(netlist);
    writeFileSync(join(scratch, "netlist.v"), faulty);
    const line = dialFpgaSimulator(await netlistSimulator(board, join(scratch, "netlist.v")));
    const [{ steps }] = NETWORKS;
    const simulated = twoCores(NETWORKS[0], board.family);
    const seen = await seeOnBoard(simulated, steps, line);
    expect(seen.states).not.toEqual((await seeOnEmulator(simulated, steps)).states);
  }, 900_000);
});
