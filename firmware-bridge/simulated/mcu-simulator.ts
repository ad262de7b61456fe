/**
 * The STM32 boards, simulated: the committed firmware, byte for byte what is flashed, on QEMU's model of a Netduino Plus 2, which has an STM32F405.
 * An STM32F446 has the same core and the same registers at the same addresses as far as the firmware uses them; what only it has (overdrive, the
 * external clock) is not in QEMU, which knows no clocks at all. QEMU is exact in what instructions do, not in how long they take.
 */
import { execFileSync } from "node:child_process";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { processTransport } from "../transport/process-transport.js";
import type { Dialer, Transport } from "../transport/transport.js";

export const QEMU = "qemu-system-arm";

/** Of the line of a Nucleo. */
export const NUCLEO_USART = 2;

/**
 * @param serial where QEMU puts the board's UART: `stdio`, `pty`
 * @param usart number of the USART that is the board's line
 */
export function qemuArguments(firmware: string, serial: "stdio" | "pty", usart = 1): string[] {
  return [
    "-M",
    "netduinoplus2",
    "-nodefaults",
    "-display",
    "none",
    "-monitor",
    "none",
    "-chardev",
    `${serial},id=line${serial === "stdio" ? ",signal=off" : ""}`,
    ...Array.from({ length: usart - 1 }, () => ["-serial", "null"]).flat(),
    "-serial",
    "chardev:line",
    "-kernel",
    firmware,
  ];
}

/** @throws EquipoiseError `simulator-missing` */
export function requireQemu(): void {
  try {
    execFileSync(QEMU, ["--version"], { stdio: "pipe" });
  } catch {
    fail("simulator-missing", `A simulated STM32 needs ${QEMU}, which is not installed.`, {
      exitCode: ExitCode.device,
      hint: "install QEMU (Debian: apt-get install qemu-system-arm), or use simulated:pico, which needs nothing",
    });
  }
}

/** Every dial starts a board of its own, with power just switched on. @param firmware the .bin that is flashed */
export function dialMcuSimulator(firmware: string, usart?: number): Dialer {
  requireQemu();
  return async () => {
    const line = processTransport(QEMU, qemuArguments(firmware, "stdio", usart));
    await firstByte(line);
    return line;
  };
}

/** The firmware sends an empty frame when it is up; until then bytes would be lost. */
function firstByte(line: Transport): Promise<void> {
  return new Promise((resolve, reject) => {
    line.onData(() => resolve());
    line.onClose(() => reject(new Error(`${QEMU} ended before the firmware was up`)));
  });
}
