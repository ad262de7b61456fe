/**
 * What the firmware writes to clocks, flash, pins, UART, vector table and watchdog, against tables made from the reference manuals: RM0090
 * (STM32F405), RM0390 (STM32F446), UM1724 (Nucleo), the RP2040 data sheet. QEMU logs the writes to devices that it has not; rp2040js is looked into.
 */
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { QEMU } from "../../firmware-bridge/simulated/mcu-simulator.js";
import { firmware } from "./firmware-boards.js";
import { PicoChip } from "./pico-chip.js";

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "equipoise-registers-"));
  // Devices that QEMU has not never say that they are ready: in this build one look is enough, and every answer the one waited for.
  cpSync(firmware, join(scratch, "ready"), { recursive: true });
  const path = join(scratch, "ready/ports/arm/registers.c");
  const text = readFileSync(path, "utf8");
  const ready = text.replace("k < EQ_PATIENCE", "k < 1").replace("return false;", "return true;");
  expect(ready).not.toContain("EQ_PATIENCE");
  expect(ready).not.toContain("return false");
  writeFileSync(path, ready);
  execFileSync("bash", [join(scratch, "ready/build.sh"), join(scratch, "ready/prebuilt")], { stdio: "pipe" });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** QEMU's names of the devices that it has not. The first of them stands where the independent watchdog is, too. */
const BASES: Readonly<Record<string, number>> = {
  I2S2ext: 0x4000_3000,
  PWR: 0x4000_7000,
  GPIOA: 0x4002_0000,
  GPIOB: 0x4002_0400,
  GPIOC: 0x4002_0800,
  RCC: 0x4002_3800,
  "Flash Int": 0x4002_3c00,
};

/** Runs an image until it has written to `control`. @returns values written to each register, and what registers that QEMU has hold then */
async function writesOf(image: string, held: readonly number[], control: number) {
  const log = join(scratch, `${image}.log`);
  const qemu = spawn(QEMU, [
    ...["-M", "netduinoplus2", "-nodefaults", "-display", "none", "-serial", "null", "-serial", "null"],
    ...["-monitor", "stdio", "-d", "unimp", "-D", log, "-kernel", join(scratch, "ready/prebuilt", image)],
  ]);
  let text = "";
  qemu.stdout.on("data", (bytes: Buffer) => void (text += bytes.toString("latin1")));
  const read = async (address: number) => {
    const name = address.toString(16);
    const answer = new RegExp(`\\n${name}: 0x([0-9a-f]{8})`);
    text = "";
    qemu.stdin.write(`x /1wx 0x${address.toString(16)}\n`);
    const end = Date.now() + 10_000;
    for (;;) {
      const found = answer.exec(text);
      if (found !== null) return parseInt(found[1], 16);
      if (Date.now() > end) throw new Error(`QEMU does not say what ${name} holds: ${text}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  try {
    const end = Date.now() + 20_000;
    while ((await read(control)) === 0) if (Date.now() > end) throw new Error("the timer was never started");
    const holds: Record<string, number> = {};
    for (const address of held) holds[address.toString(16)] = await read(address);
    const writes: Record<string, number[]> = {};
    const line = /^(.+): unimplemented device write \(size 4, offset 0x([0-9a-f]+), value 0x([0-9a-f]+)\)$/gm;
    for (const [, device, offset, value] of readFileSync(log, "utf8").matchAll(line)) {
      const base = BASES[device];
      if (base === undefined) throw new Error(`the firmware writes to ${device}, of which this test knows nothing`);
      (writes[(base + parseInt(offset, 16)).toString(16)] ??= []).push(parseInt(value, 16));
    }
    return { writes, holds };
  } finally {
    qemu.kill();
  }
}

interface Stm32 {
  readonly image: string;
  /** Of the PLL's source as it is written, Hz. */
  readonly source: number;
  readonly core: number;
  readonly usart: number;
  /** Division of the USART's bus. */
  readonly bus: number;
  /** Register → all values written, in this order. Other bits of these registers read 0 in QEMU. */
  readonly table: Readonly<Record<string, readonly number[]>>;
}

const PARTS: Readonly<Record<string, Stm32>> = {
  stm32f405: {
    image: "stm32f405.bin",
    source: 16e6,
    core: 168e6,
    usart: 0x4001_1000,
    bus: 2,
    table: {
      // RM0090 5.4.1: VOS, scale 1.
      "40007000": [1 << 14],
      // 7.3.1: HSION; PLL off; PLLON.
      "40023800": [1 << 0, 0, 1 << 24],
      // 7.3.2: M 16, N 336, P 2, Q 7, from the internal oscillator.
      "40023804": [0x0700_5410],
      // 7.3.3: SW internal, all 0; APB1 a quarter, APB2 half; SW PLL.
      "40023808": [0, 0, 0x0000_9400, 0x0000_9402],
      // 3.9.1, and table 10: five wait states to 168 MHz at 2.7 V and more.
      "40023c00": [0x705],
      // 7.3.14: USART1.
      "40023844": [1 << 4],
      // 8.4.9, and the data sheet's table of alternate functions: AF7 of PB6 and PB7.
      "40020420": [7 << 24, 2 ** 28 * 7],
      // 21.4.1: start, unlock, and the feeding.
      "40003004": [6],
      "40003008": [2047],
    },
  },
  "nucleo-f446": {
    image: "nucleo-f446.bin",
    source: 8e6,
    core: 180e6,
    usart: 0x4000_4400,
    bus: 4,
    table: {
      // RM0390 5.4.1: VOS 11, ODEN, ODSWEN (5.1.4: in this order, the PLL on).
      "40007000": [3 << 14, 1 << 16, 1 << 17],
      // 6.3.1: HSION; PLL off; HSEON and HSEBYP, since UM1724 6.7.1 brings 8 MHz of the ST-LINK to OSC_IN; PLLON.
      "40023800": [1 << 0, 0, (1 << 16) | (1 << 18), 1 << 24],
      // 6.3.2: M 4, N 180, P 2, Q 8, R 2, from the external clock.
      "40023804": [0x2840_2d04],
      "40023808": [0, 0, 0x0000_9400, 0x0000_9402],
      // 3.4.1, table 5: five wait states to 180 MHz at 2.7 V and more.
      "40023c00": [0x705],
      // 6.3.13: PWR, then USART2.
      "40023840": [1 << 28, 1 << 17],
      // 7.4.9: AF7 of PA2 and PA3.
      "40020020": [7 << 8, 7 << 12],
      "40003004": [6],
      "40003008": [2047],
    },
  },
};

describe.each(Object.entries(PARTS))("registers of the %s", (_name, part) => {
  it("are those of the reference manual, and give clock and baud rate", async () => {
    const [vtor, reload, brr, cr1] = [0xe000_ed08, 0xe000_e014, part.usart + 8, part.usart + 12];
    const { writes, holds } = await writesOf(part.image, [vtor, reload, brr, cr1], reload);
    for (const [register, values] of Object.entries(part.table))
      expect([register, writes[register]]).toEqual([register, values]);
    expect(writes["40003000"].slice(0, 3)).toEqual([0xcccc, 0x5555, 0xaaaa]);
    // The core's clock, from what was written; limits of the PLL: RM0090 7.3.2, RM0390 6.3.2.
    const [pll] = writes["40023804"];
    const input = part.source / (pll & 63);
    const vco = input * ((pll >> 6) & 511);
    const core = vco / (2 * (((pll >> 16) & 3) + 1));
    expect(input).toBeGreaterThanOrEqual(1e6);
    expect(input).toBeLessThanOrEqual(2e6);
    expect(vco).toBeGreaterThanOrEqual(192e6);
    expect(vco).toBeLessThanOrEqual(432e6);
    expect(core).toBe(part.core);
    expect(core / 4).toBeLessThanOrEqual(45e6);
    // RM0090 30.3.4: BRR is clock over baud rate with 16 samples a bit.
    expect(Math.abs(core / part.bus / holds[brr.toString(16)] / 1e6 - 1)).toBeLessThan(0.02);
    // Enabled, both directions, RXNE interrupts.
    expect(holds[cr1.toString(16)] & 0x202c).toBe(0x202c);
    expect(holds[vtor.toString(16)]).toBe(0x0800_0000);
    expect(holds[reload.toString(16)]).toBe(core / 1000 - 1);
  });
});

describe("registers of the RP2040", () => {
  const board = new PicoChip();
  board.run(20_000);
  const last = (address: number) => board.writes.filter((write) => write.address === address).at(-1)?.value;

  it.each([
    ["XOSC CTRL (2.16.7): on, 1 to 15 MHz", 0x4002_4000, 0xfabaa0],
    ["XOSC STARTUP (2.16.3): 47 · 256 cycles, 1 ms", 0x4002_400c, 47],
    ["CLK_REF_CTRL (2.15.7): the crystal", 0x4000_8030, 2],
    ["PLL_SYS CS (2.18.4): REFDIV 1", 0x4002_8000, 1],
    ["PLL_SYS FBDIV_INT", 0x4002_8008, 125],
    ["PLL_SYS PRIM: 6 and 2", 0x4002_800c, 0x62000],
    ["PLL_USB CS: REFDIV 1", 0x4002_c000, 1],
    ["PLL_USB FBDIV_INT", 0x4002_c008, 100],
    ["PLL_USB PRIM: 5 and 5", 0x4002_c00c, 0x55000],
    ["CLK_USB_CTRL: enabled, from PLL_USB", 0x4000_8054, 0x800],
    ["PSM FRCE_OFF (2.13.5), set: core 1", 0x4001_2004, 1 << 16],
    ["PSM FRCE_OFF, cleared: core 1 goes to its ROM", 0x4001_3004, 1 << 16],
    ["CLK_SYS_CTRL: the auxiliary source, which is PLL_SYS", 0x4000_803c, 1],
    ["CLK_PERI_CTRL: enabled, from clk_sys", 0x4000_8048, 0x800],
    ["WATCHDOG TICK (4.7.6): enabled, 12 cycles", 0x4005_802c, 0x20c],
    ["PSM WDSEL (2.13.5): all but the oscillators", 0x4001_0008, 0x1fffc],
    ["WATCHDOG CTRL: enabled, still while debugged", 0x4005_8000, 0x4700_0000],
    ["WATCHDOG LOAD: the longest", 0x4005_8004, 0xff_ffff],
    ["GPIO0_CTRL (2.19.6): UART0 TX", 0x4001_4004, 2],
    ["GPIO1_CTRL: UART0 RX", 0x4001_400c, 2],
    ["GPIO25_CTRL: SIO, the LED", 0x4001_40cc, 5],
    ["UARTIBRD (4.2.8)", 0x4003_4024, 7],
    ["UARTFBRD", 0x4003_4028, 52],
    ["UARTLCR_H: 8 bits, FIFOs", 0x4003_402c, 0x70],
    ["VTOR: behind the 256 bytes of the boot stage", 0xe000_ed08, 0x1000_0100],
  ])("%s", (_what, address, value) => {
    expect(last(address)).toBe(value);
  });

  it("give 125 MHz, the 48 MHz of USB, and 1 Mbaud", () => {
    const pll = (base: number) => {
      const vco = (12e6 / last(base)!) * last(base + 0x8)!;
      expect(vco).toBeGreaterThanOrEqual(750e6);
      expect(vco).toBeLessThanOrEqual(1600e6);
      const prim = last(base + 0xc)!;
      return vco / ((prim >> 16) & 7) / ((prim >> 12) & 7);
    };
    const core = pll(0x4002_8000);
    expect(core).toBe(125e6);
    expect(pll(0x4002_c000)).toBe(48e6);
    const divisor = last(0x4003_4024)! + last(0x4003_4028)! / 64;
    expect(Math.abs(core / 16 / divisor / 1e6 - 1)).toBeLessThan(0.02);
  });
});
