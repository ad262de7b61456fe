/** What a bench does to a microcontroller and a plain simulation does not: a loader's vector table, and a line with errors. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HostLink } from "../../firmware-bridge/protocol/host-link.js";
import { dialMcuSimulator } from "../../firmware-bridge/simulated/mcu-simulator.js";
import { systemClock } from "../../firmware-bridge/transport/system-clock.js";
import { firmware, LINK } from "./firmware-boards.js";

let scratch: string;
beforeAll(() => void (scratch = mkdtempSync(join(tmpdir(), "equipoise-start-"))));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const FLASH = 0x0800_0000;
/** System memory of the STM32F405, where its ROM is: nothing in QEMU. */
const SYSTEM_MEMORY = 0x1fff_0000;

/**
 * An image that starts as after `dfu-util … :leave`: the loader's vector table is in force when the reset handler is entered. The loader stands
 * behind the image: ldr r0, VTOR; ldr r1, its table; str r1, [r0]; ldr r2, the image's reset handler; bx r2.
 */
function afterLoader(image: Uint8Array): Uint8Array {
  const at = Math.ceil(image.length / 4) * 4;
  const out = new Uint8Array(at + 24);
  out.set(image);
  const view = new DataView(out.buffer);
  [0x4802, 0x4903, 0x6001, 0x4a03, 0x4710, 0xbf00].forEach((code, k) => view.setUint16(at + 2 * k, code, true));
  [0xe000_ed08, SYSTEM_MEMORY, view.getUint32(4, true)].forEach((word, k) =>
    view.setUint32(at + 12 + 4 * k, word, true),
  );
  view.setUint32(4, FLASH + at + 1, true);
  return out;
}

/** Builds the firmware with one line of a source changed. @returns the folder with the images */
function mutant(name: string, file: string, from: string, to: string): string {
  const folder = join(scratch, name);
  cpSync(firmware, folder, { recursive: true });
  const text = readFileSync(join(folder, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
  const images = join(folder, "prebuilt");
  execFileSync("bash", [join(folder, "build.sh"), images], { stdio: "pipe" });
  return images;
}

async function helloFrom(image: Uint8Array, name: string): Promise<number> {
  const path = join(scratch, `${name}.bin`);
  writeFileSync(path, image);
  const options = { ...LINK, answerMs: 300, session: 31 };
  const link = new HostLink(dialMcuSimulator(path), systemClock, options);
  await link.open();
  link.close();
  return link.board.imageBytes;
}

describe("a start by a loader that leaves its own vector table behind", () => {
  it("is well, since the image sets VTOR", async () => {
    const image = readFileSync(join(firmware, "prebuilt/stm32f405.bin"));
    expect(await helloFrom(afterLoader(image), "left")).toBe(116_736);
  });

  it("is the end of an image that does not", async () => {
    const images = mutant("no-vtor", "ports/arm/startup.c", "register_put(VTOR, (uint32_t)vector_table);", "");
    const image = readFileSync(join(images, "stm32f405.bin"));
    expect(await helloFrom(image, "no-vtor-from-reset")).toBe(116_736);
    await expect(helloFrom(afterLoader(image), "no-vtor-left")).rejects.toThrow(/board|QEMU|qemu/);
  });
});

describe("errors of the line on an STM32", () => {
  /** The receiver's model with the firmware's handler on it: interrupts entered, bytes, framing errors and overruns so far. */
  const cases = (folder: string) => {
    const program = join(scratch, "usart-model");
    const source = (path: string) => join(folder, path);
    execFileSync(
      "gcc",
      [
        ...["-std=gnu99", "-Wall", "-Wextra", "-Werror", "-DEQ_REGISTER_MODEL"],
        ...["core", "ports/arm", "ports/stm32f4", "ports/stm32f405"].map((path) => `-I${source(path)}`),
        ...["-o", program, join(import.meta.dirname, "usart-model.c")],
        ...["ports/arm/serial.c", "ports/arm/registers.c", "ports/stm32f4/usart.c"].map(source),
      ],
      { stdio: "pipe" },
    );
    return execFileSync(program).toString().trim().split("\n");
  };

  it("are counted and end: overrun, overrun without a byte, framing, noise, a full ring", () => {
    expect(cases(firmware)).toEqual([
      "byte 1 1 0 0",
      "overrun 1 1 0 1",
      "overrun-without-byte 1 0 0 2",
      "framing 1 1 1 2",
      "noise 1 1 2 2",
      "ring 0 1024 2 8",
    ]);
  });

  it("enter the interrupt for ever where only bytes are looked for", () => {
    const folder = join(scratch, "no-ore");
    cpSync(firmware, folder, { recursive: true });
    const path = join(folder, "ports/stm32f4/usart.c");
    const text = readFileSync(path, "utf8");
    const end = "if (status & (ORE | FE | NE | PE)) (void)register_get(DR);";
    expect(text).toContain(end);
    writeFileSync(path, text.replace(end, ""));
    expect(cases(folder)[2]).toMatch(/^overrun-without-byte 1000 /);
  });
});

describe("the light", () => {
  it("tells idle, loading, armed, running and each fault apart", () => {
    const source = join(scratch, "light.c");
    writeFileSync(
      source,
      `#include <stdio.h>
      #include "led.h"
      #include "port.h"
      void port_pin_output(uint32_t pin) { (void)pin; }
      void port_pin_write(uint32_t pin, bool high) { (void)pin, (void)high; }
      static void show(uint32_t state, uint32_t fault, uint32_t steps_a_beat) {
        for (uint32_t k = 0; k < 32; k++)
          putchar(led_is_on((eq_board_status){state, k * steps_a_beat, fault}, k << 16) ? '#' : '.');
        putchar(10);
      }
      int main(void) {
        show(EQ_IDLE, 0, 0);
        show(EQ_LOADING, 0, 0);
        show(EQ_ARMED, 0, 0);
        show(EQ_RUNNING, 0, 16);
        for (uint32_t fault = 1; fault < 5; fault++) show(EQ_ARMED, fault, 0);
      }`,
    );
    const program = join(scratch, "light");
    const folders = ["core", "ports/arm", "ports/rp2040"].map((path) => `-I${join(firmware, path)}`);
    const led = join(firmware, "ports/arm/led.c");
    execFileSync("gcc", ["-std=gnu99", "-Wall", "-Wextra", "-Werror", ...folders, "-o", program, source, led]);
    expect(execFileSync(program).toString().trim().split("\n")).toEqual([
      "########........########........",
      "#.#.#.#.#.#.#.#.#.#.#.#.#.#.#.#.",
      "################################",
      "..##############..##############",
      "##..............................",
      "##..##..........................",
      "##..##..##......................",
      "##..##..##..##..................",
    ]);
  });
});
