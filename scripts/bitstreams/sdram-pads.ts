/**
 * What the delays between the ULX3S and its SDRAM may be: of the ways that nextpnr reports, from the board's registers to the pads and back, and of the
 * times of the chip. nextpnr knows no delays of pads, and none from the PLL to the clock's pad; so these stay unknown, and the interval is given in
 * which they have to lie. The board's clock rises at 0, the chip's `SHIFT` later by the PLL, plus what its way is longer than nothing.
 */

/** ns: 50 MHz. */
const PERIOD = 20;
/** 300° by the PLL of ulx3s/top_ulx3s.v: CPHASE 15 against 5, of 12. */
const SHIFT = (PERIOD * (15 - 5)) / 12;
/** ns, the worse of W9825G6KH-6 and MT48LC16M16A2-75 at CAS latency 2: inputs before and after the clock, data after it. */
const CHIP = { setup: 1.5, hold: 0.8, access: 6, outputHold: 2.7 };
/** Clocks of the chip from READ to the word, and of the board from the command to the register that takes it. */
const LATENCY = 2;
const TAKEN = 3;

export type Interval = readonly [number, number];
/** ns, shortest and longest, without pads: what the board drives (`out`), what it reads (`in`). */
export interface SdramWays {
  readonly out: Interval;
  readonly in: Interval;
}

/**
 * Returns by how much the clock's way to its pad may be longer than none, with pads of one kind for clock, commands and data: they cancel.
 * The chip takes what has come `setup` before its edge and stays for `hold` after it.
 */
export const clockSkew = ({ out }: SdramWays): Interval => [
  out[1] + CHIP.setup - SHIFT,
  PERIOD + out[0] - SHIFT - CHIP.hold,
];

/** Returns what that, the pad of the clock and the pad of the data back may take together, for a word to stand when it is taken. */
export const roundTrip = (ways: SdramWays): Interval => {
  const taken = TAKEN * PERIOD - SHIFT;
  return [
    taken - LATENCY * PERIOD - CHIP.outputHold - ways.in[0],
    taken - (LATENCY - 1) * PERIOD - CHIP.access - ways.in[1],
  ];
};

/** How nextpnr's names of pads end, and what it calls the clock of what has none. */
const PAD = "$tr_io";
const NO_CLOCK = "<async>";

export interface NetTiming {
  readonly driver: string;
  readonly event: string;
  readonly endpoints: readonly { readonly cell: string; readonly event: string; readonly delay: Interval }[];
}

/** @throws Error where no way to or from a pad of the SDRAM is reported */
export function sdramWays(nets: readonly NetTiming[], name: string): SdramWays {
  const pad = (cell: string) => cell.startsWith("sdram_") && cell.endsWith(PAD);
  const ways = (which: (net: NetTiming, to: NetTiming["endpoints"][number]) => boolean): Interval => {
    const delays = nets.flatMap((net) => net.endpoints.filter((to) => which(net, to)).flatMap(({ delay }) => delay));
    if (delays.length === 0) throw new Error(`place-and-route of ${name} reports no way of the SDRAM's pads.`);
    return [Math.floor(100 * Math.min(...delays)) / 100, Math.ceil(100 * Math.max(...delays)) / 100];
  };
  return {
    out: ways(({ event }, to) => pad(to.cell) && to.event === NO_CLOCK && event !== NO_CLOCK),
    in: ways(({ driver, event }, to) => pad(driver) && event === NO_CLOCK && to.event !== NO_CLOCK),
  };
}
