import { build, defaultOptions, emulatorOf, loadDescription, runClosedLoop, targetById } from "@equipoise/equipoise";
import type { LoopResult, Plant, PlantSetup } from "@equipoise/equipoise";
import { DEFAULT_LINK, machineOf, openSpinnakerBoard, systemClock, type Dialer } from "@equipoise/equipoise/bridge";

/** A cart at x, pushed away from 0 by itself and back by the difference of two populations; it may be driven over a bus that takes time. */
function createCart({ dt, sources, populations }: PlantSetup): Plant {
  const sizeOf = (name: string) => [...sources, ...populations].find((part) => part.name === name)!.size;
  let x = 0.1;
  return {
    sense(from) {
      const source = x > 0 ? "sense_right" : "sense_left";
      const awake = Math.round(Math.min(1, Math.abs(x)) * sizeOf(source));
      // So many of its sensors spike in the first step of each block.
      return Array.from({ length: awake }, (_, id) => ({ step: from, source, id, count: 1 }));
    },
    async act(from, to, spikes) {
      const count = (name: string) => spikes.filter(({ population }) => population === name).length / sizeOf(name);
      x += 0.35 * (count("left") - count("right")) + (x * (to - from) * dt) / 400;
      await Promise.resolve(); // where a motor would be set
    },
    get state() {
      return { x };
    },
  };
}

/** Runs the loop on a board of the RP2040, e.g. behind `() => openSerialPort("/dev/ttyACM0", 1_000_000)`; on its emulator without one. */
export async function balance(path: string, board?: Dialer): Promise<LoopResult> {
  const { description } = loadDescription(path);
  const target = targetById("rp2040");
  const { network, compiled } = build(description, target, defaultOptions(target));
  const { program } = compiled;
  if (program.family !== "spinnaker") throw new Error("programs of the RP2040 are machines");

  const link = { ...DEFAULT_LINK, session: 1 };
  const runs = board
    ? await openSpinnakerBoard(machineOf(program), board, systemClock, link, { name: "my board" })
    : await emulatorOf(program);
  try {
    const setup = { ...network, dt: program.dt, seed: program.seed };
    const now = () => performance.now();
    return await runClosedLoop(runs, setup, createCart(setup), { steps: 400, block: 5, now, plantTimeout: 1000 });
  } finally {
    await runs.close();
  }
}
