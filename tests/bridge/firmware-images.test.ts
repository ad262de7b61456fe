/** The committed images of the microcontrollers: what their sources give, within what the parts have. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { uf2Blocks } from "../../firmware-bridge/boards/uf2.js";
import { firmware } from "./firmware-boards.js";

describe("the committed images", () => {
  it("are what the sources give, byte for byte", () => {
    const scratch = mkdtempSync(join(tmpdir(), "equipoise-build-"));
    try {
      const budget = execFileSync("bash", [join(firmware, "build.sh"), scratch]).toString();
      expect(budget).toMatch(
        /stm32f405: flash \d+ bytes; RAM \d+ of 131072 bytes.*\nnucleo-f446: flash \d+ bytes; RAM \d+ of 131072 bytes.*\nrp2040: flash \d+ bytes; RAM \d+ of 270336 bytes/,
      );
      const page = readFileSync(join(firmware, "../../docs/firmware.md"), "utf8");
      for (const line of budget.split("\n").filter((text) => text.includes(": flash "))) expect(page).toContain(line);
      for (const name of readdirSync(join(firmware, "prebuilt"))) {
        expect([
          name,
          readFileSync(join(scratch, name)).equals(readFileSync(join(firmware, "prebuilt", name))),
        ]).toEqual([name, true]);
      }
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });

  it("fail to build where image space, buffers and stack exceed the part", () => {
    const scratch = mkdtempSync(join(tmpdir(), "equipoise-build-"));
    try {
      cpSync(firmware, join(scratch, "firmware"), { recursive: true });
      const config = join(scratch, "firmware/ports/stm32f405/port_config.h");
      writeFileSync(config, readFileSync(config, "utf8").replace("116736u", "122880u"));
      expect(() => execFileSync("bash", [join(scratch, "firmware/build.sh"), scratch], { stdio: "pipe" })).toThrow(
        /do not fit the RAM of this part/,
      );
      writeFileSync(config, readFileSync(config, "utf8").replace("122880u", "116736u"));
      const link = join(scratch, "firmware/ports/stm32f405/link.ld");
      writeFileSync(link, readFileSync(link, "utf8").replace("STACK_BYTES = 2048", "STACK_BYTES = 256"));
      expect(() => execFileSync("bash", [join(scratch, "firmware/build.sh"), scratch], { stdio: "pipe" })).toThrow(
        /the stack may take \d+ bytes, more than the 256 reserved/,
      );
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });

  it("have a boot stage for the Pico whose CRC its ROM accepts", () => {
    const [first] = uf2Blocks(readFileSync(join(firmware, "prebuilt/rp2040.uf2")));
    expect(first.address).toBe(0x1000_0000);
    // Bit by bit over bytes and their CRC, a CRC without final inversion leaves 0.
    let crc = 0xffff_ffff;
    const stored = first.bytes.slice(252);
    for (const byte of [...first.bytes.subarray(0, 252), stored[3], stored[2], stored[1], stored[0]]) {
      for (let bit = 7; bit >= 0; bit--)
        crc = ((crc << 1) ^ (((crc >>> 31) ^ (byte >> bit)) & 1 ? 0x04c1_1db7 : 0)) >>> 0;
    }
    expect(crc).toBe(0);
  });
});
