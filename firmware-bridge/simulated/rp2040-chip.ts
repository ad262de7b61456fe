/** An RP2040 from its reset on, which its watchdog may ask for again: rp2040js with the second core and what of the watchdog it lacks. */
import { Simulator, type BasePeripheral, type RP2040 } from "rp2040js";
import { Rp2040Cores } from "./rp2040-cores.js";
import type { FlashBlock } from "../boards/uf2.js";

const FLASH = 0x10000000;
const WATCHDOG_PAGE = 0x40058;

/** As far as it is used here. */
interface Watchdog extends BasePeripheral {
  scratchData: Uint32Array;
  reason: number;
  onWatchdogTrigger: () => void;
}

export class Rp2040Chip {
  readonly chip: RP2040;
  readonly clock: Simulator["clock"];
  readonly cores: Rp2040Cores;
  /** Nobody has fed the watchdog in time: the chip is to be started again. */
  bitten = false;

  /**
   * A chip that is about to begin with the second stage of its boot, as after power-up or a reset. The boot ROM would copy that stage to RAM and
   * call it there; it runs as well where it lies.
   * @param before the chip that its watchdog has reset: the watchdog's scratch registers and reason stay
   */
  constructor(blocks: readonly FlashBlock[], before?: Rp2040Chip) {
    const { rp2040: chip, clock } = new Simulator();
    [this.chip, this.clock] = [chip, clock];
    for (const { address, bytes } of blocks) chip.flash.set(bytes, address - FLASH);
    chip.core.PC = FLASH;
    chip.logger = { debug() {}, info() {}, warn() {}, error() {} };
    this.cores = new Rp2040Cores(chip);
    const { watchdog } = this;
    if (before !== undefined) {
      const { scratchData, reason } = before.watchdog;
      Object.assign(watchdog, { scratchData, reason });
    }
    watchdog.onWatchdogTrigger = () => {
      // rp2040js would trigger for ever at the same moment.
      watchdog.writeUint32(0, 0);
      this.bitten = true;
    };
  }

  private get watchdog(): Watchdog {
    return this.chip.peripherals[WATCHDOG_PAGE] as Watchdog;
  }
}
