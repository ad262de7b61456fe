/** Boards that can run a program by themselves: their firmware, and their pins. */
import type { PinNames } from "./pin-table.js";

export interface StandalonePart {
  /** What the firmware calls itself. */
  readonly board: string;
  readonly firmware: string;
  readonly kind: "uf2" | "bin";
  readonly pins: PinNames;
}

const PICO: PinNames = {
  example: "GP2",
  numberOf(name) {
    const found = /^GP(\d{1,2})$/i.exec(name);
    return found !== null && Number(found[1]) < 29 ? Number(found[1]) : null;
  },
  taken: new Map([
    [0, "TX of the line"],
    [1, "RX of the line"],
    [23, "mode of the Pico's power supply"],
    [24, "sense of the Pico's USB power"],
    [25, "the Pico's light"],
  ]),
  edgeLine: (pin) => pin,
};

/** Ports A to C; PA13 and PA14 are those of a debug probe. */
function stm32(taken: Readonly<Record<string, string>>): PinNames {
  const numberOf = (name: string) => {
    const found = /^P([ABC])(\d{1,2})$/i.exec(name);
    if (found === null || Number(found[2]) > 15) return null;
    return 16 * "ABC".indexOf(found[1].toUpperCase()) + Number(found[2]);
  };
  const all = { ...taken, PA13: "the debug probe", PA14: "the debug probe" };
  return {
    example: "PA8",
    numberOf,
    taken: new Map(Object.entries(all).map(([name, use]) => [numberOf(name)!, use])),
    edgeLine: (pin) => pin % 16,
  };
}

export const STANDALONE_PARTS: Readonly<Record<string, StandalonePart>> = {
  rp2040: { board: "2040", firmware: "rp2040.uf2", kind: "uf2", pins: PICO },
  stm32f405: {
    board: "F405",
    firmware: "stm32f405.bin",
    kind: "bin",
    pins: stm32({ PB6: "TX of the line", PB7: "RX of the line", PB4: "a light", PC1: "a light" }),
  },
  "nucleo-f446": {
    board: "F446",
    firmware: "nucleo-f446.bin",
    kind: "bin",
    pins: stm32({ PA2: "TX of the line", PA3: "RX of the line", PA5: "the light" }),
  },
};
