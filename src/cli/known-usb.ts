/** Boards by what their USB side says of itself: vendor, product, names; and what to do with each. Ids are those of the makers' documents. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { SerialPortEntry } from "../../firmware-bridge/transport/serial-port-transport.js";

export interface KnownUsb {
  readonly what: string;
  /** What to say, or to do, next. */
  readonly next: string;
}

/** A device without a serial port. */
export interface LoaderUsb extends KnownUsb {
  /** `2e8a:0003` */
  readonly id: string;
}

const PICO_IMAGE = "firmware-bridge/firmware/prebuilt/rp2040.uf2";
const FLASH_PICO = `hold BOOTSEL while plugging in, then copy ${PICO_IMAGE} to the drive RPI-RP2`;
const OURS = /equipoise/i;

const say = (path: string) => `--on board:${path}`;

/** null: nothing is known of it. */
export function knownPort(port: SerialPortEntry): KnownUsb | null {
  const { path, vendorId, productId } = port;
  const ours = OURS.test(`${port.manufacturer ?? ""} ${port.systemName ?? ""}`);
  if (ours) return { what: "Raspberry Pi Pico with this firmware, on its own USB", next: say(path) };
  switch (`${vendorId ?? ""}:${productId ?? ""}`) {
    case "2e8a:000a":
      return {
        what: "RP2040 with another program (Pico SDK), or a system that hides names",
        next: `${say(path)}; if nothing answers, ${FLASH_PICO}`,
      };
    case "2e8a:0005":
      return { what: "Raspberry Pi Pico with MicroPython", next: FLASH_PICO };
    case "0483:374b":
      return { what: "ST-LINK of a Nucleo board; its port is the board's UART", next: say(path) };
    case "0403:6015":
      return { what: "FTDI FT231X: a ULX3S, or an adapter", next: say(path) };
    case "0403:6010":
      return { what: "FTDI FT2232H: an iCEBreaker; the second of its two ports is the line", next: say(path) };
    case "0403:6014":
      return {
        what: "FTDI FT232H: a UPduino's programmer; the line is another adapter's",
        next: "docs/bench.md has the pins",
      };
    case "0403:6001":
      return { what: "FTDI FT232R: an adapter", next: say(path) };
    default:
      return null;
  }
}

/** Devices without a serial port: boards that wait for an image. */
const LOADERS: Readonly<Record<string, KnownUsb>> = {
  "2e8a:0003": { what: "RP2040's loader (BOOTSEL)", next: `copy ${PICO_IMAGE} to the drive RPI-RP2` },
  "2e8a:000f": { what: "RP2350's loader (Pico 2)", next: "there is no image for it (docs/firmware.md)" },
  "0483:df11": {
    what: "STM32's loader (DFU)",
    next: "dfu-util -a 0 -s 0x08000000:leave -D firmware-bridge/firmware/prebuilt/stm32f405.bin",
  },
};

/** Loaders that are plugged in, as Linux shows them; none on other systems. @param folder for tests */
export function pluggedLoaders(folder = "/sys/bus/usb/devices"): LoaderUsb[] {
  const read = (device: string, name: string) => {
    try {
      return readFileSync(join(folder, device, name), "utf8")
        .trim()
        .toLowerCase();
    } catch {
      return "";
    }
  };
  let devices: string[];
  try {
    devices = readdirSync(folder).sort();
  } catch {
    return [];
  }
  return devices.flatMap((device) => {
    const id = `${read(device, "idVendor")}:${read(device, "idProduct")}`;
    return id in LOADERS ? [{ id, ...LOADERS[id] }] : [];
  });
}
