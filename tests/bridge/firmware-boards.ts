/** The boards that run the firmware, for tests; and machines as a board takes them. */
import { join } from "node:path";
import { openSpinnakerBoard, type SpinnakerBoardOptions } from "../../firmware-bridge/boards/spinnaker-board.js";
import { DEFAULT_LINK } from "../../firmware-bridge/protocol/link-options.js";
import { buildFirmwareHost, dialFirmwareHost } from "../../firmware-bridge/simulated/firmware-host.js";
import { NUCLEO_USART, dialMcuSimulator } from "../../firmware-bridge/simulated/mcu-simulator.js";
import { dialPicoSimulator, dialPicoUsbSimulator } from "../../firmware-bridge/simulated/pico-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import type { Dialer, Transport } from "../../firmware-bridge/transport/transport.js";
import type { ExecutionTarget } from "../../src/program/execution-target.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";

export const firmware = join(import.meta.dirname, "../../firmware-bridge/firmware");

/** A busy machine simulates slowly: silence means little. */
export const LINK = { ...DEFAULT_LINK, answerMs: 5000 };

export const BOARDS: Readonly<Record<"host" | "mcu" | "nucleo" | "pico" | "pico-usb", () => Dialer>> = {
  host: () => dialFirmwareHost(buildFirmwareHost(firmware)),
  mcu: () => dialMcuSimulator(join(firmware, "prebuilt/stm32f405.bin")),
  nucleo: () => dialMcuSimulator(join(firmware, "prebuilt/nucleo-f446.bin"), NUCLEO_USART),
  pico: () => dialPicoSimulator(join(firmware, "prebuilt/rp2040.uf2")),
  "pico-usb": () => dialPicoUsbSimulator(join(firmware, "prebuilt/rp2040.uf2")),
};
export type BoardName = keyof typeof BOARDS;

let sessions = 1000;

export function openOn(
  dial: Dialer,
  machine: MachineImage,
  options: Partial<SpinnakerBoardOptions> = {},
): Promise<ExecutionTarget> {
  return openSpinnakerBoard(
    machine,
    dial,
    systemClock,
    { ...LINK, session: sessions++ },
    { name: "simulated", ...options },
  );
}

/** What a microcontroller cannot hold is left out: Poisson cores, synapse cores of their own, delay extensions. */
export function withoutExtensions(machine: MachineImage): MachineImage {
  const cores = machine.cores.map((core) => ({
    ...core,
    synapseCores: 1,
    blocks: core.blocks.filter(({ extraDelay }) => extraDelay === 0).map((block) => ({ ...block, synapseCore: 0 })),
  }));
  return { ...machine, poissonCores: [], cores };
}

/** A board that keeps its power while its cable is pulled and put in again. */
export interface Cable {
  readonly dial: Dialer;
  /** How often it has been pulled. */
  readonly pulled: number;
  pull(): void;
  /** Pulls it when so many pieces of bytes have come from the board. */
  pullAfter(pieces: number): void;
  /** Of the board, too. */
  end(): void;
}

export function withCable(dial: Dialer): Cable {
  let board: Promise<Transport> | null = null;
  let hear: (bytes: Uint8Array) => void = () => {};
  let gone: () => void = () => {};
  let [pulled, left] = [0, Infinity];
  return {
    get pulled() {
      return pulled;
    },
    async dial() {
      board ??= dial().then((line) => {
        line.onData((bytes) => {
          hear(bytes);
          if (--left === 0) gone();
        });
        return line;
      });
      const inner = await board;
      let plugged = true;
      let onClose = () => {};
      gone = () => {
        if (!plugged) return;
        plugged = false;
        pulled++;
        hear = () => {};
        onClose();
      };
      return {
        name: `cable of ${inner.name}`,
        write: (bytes) => void (plugged && inner.write(bytes)),
        onData: (listener) => void (hear = (bytes) => void (plugged && listener(bytes))),
        onClose: (listener) => void (onClose = listener),
        close: () => void (plugged = false),
      };
    },
    pull: () => gone(),
    pullAfter: (pieces) => void (left = pieces),
    end: () => void board?.then((line) => line.close()),
  };
}
