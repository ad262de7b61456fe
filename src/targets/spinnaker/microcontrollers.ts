/**
 * Microcontrollers that run the SpiNNaker family's arithmetic bit for bit: our own firmware (firmware-bridge/firmware). One processor runs all
 * groups of neurons one after the other, so that nothing is placed or routed. Memory is counted in the firmware's own layout, in the memory image
 * that every command makes which compiles or checks.
 */
import { SPINNAKER1 } from "./spinnaker1.js";
import type { SpinnakerTarget } from "./target.js";
import type { BoardSpec, Limit } from "../limit.js";

const FIRMWARE = "firmware-bridge/firmware";

interface Part {
  readonly id: string;
  readonly title: string;
  readonly boards: readonly BoardSpec[];
  /** Bytes of the image space, the rest of the part's RAM, and where both stand. */
  readonly image: Limit;
  readonly injectWords: Limit;
}

function microcontroller({ id, title, boards, image, injectWords }: Part): SpinnakerTarget {
  const imageDecides = (what: string): Limit => ({
    value: null,
    source: image.source,
    note: `${what}: all groups share ${image.value!.toLocaleString("en")} bytes of image space; not checked for itself, but with the memory image.`,
  });
  return {
    family: "spinnaker",
    id,
    title,
    boards: boards.map((board) => ({ ...board, width: 1, height: 1, shape: "rectangle" })),
    defaultBoard: boards[0].id,
    profiles: SPINNAKER1.profiles,
    defaultProfile: "floor",
    placementIsAccurate: true,
    routed: false,
    image: { bytes: image, injectWords },
    limits: {
      coresPerChip: {
        value: 32,
        source: `${FIRMWARE}/core/image.h: 5 bits`,
        note: "Groups of up to 256 neurons of one population, which SpiNNaker would put on a core each.",
      },
      atomsPerCore: {
        value: SPINNAKER1.limits.atomsPerCore.value,
        source: `${FIRMWARE}/core/image.h`,
        note: "A group; populations are cut as for SpiNNaker.",
      },
      dtcm: imageDecides("DTCM"),
      sdramPerChip: imageDecides("SDRAM"),
      ringBufferBits: {
        value: SPINNAKER1.limits.ringBufferBits.value,
        source: `${FIRMWARE}/core/image.h`,
        note: "As on SpiNNaker; 2^14 slots are 32 KB.",
      },
      rowWords: {
        value: SPINNAKER1.limits.rowWords.value,
        source: SPINNAKER1.limits.rowWords.source,
        note: "Of the program's blocks; the firmware joins the rows of a source.",
      },
      delayStages: {
        value: 0,
        source: `${FIRMWARE}/core/image.h`,
        note: "No delay extensions: delays end where the ring buffer does.",
      },
      routerEntries: { value: null, source: `${FIRMWARE}/core/machine.c`, note: "No router, so not checked." },
      weightBits: SPINNAKER1.limits.weightBits,
    },
    memory: SPINNAKER1.memory,
    costs: SPINNAKER1.costs,
  };
}

export const STM32F405 = microcontroller({
  id: "stm32f405",
  title: "STM32F405 microcontroller with equipoise's firmware",
  boards: [
    {
      id: "pyboard",
      title: "Pyboard v1.1 (STM32F405RG), USART1 on X9 and X10",
      chips: 1,
      source: `${FIRMWARE}/ports/stm32f405`,
    },
    {
      id: "feather-stm32f405",
      title: "Feather STM32F405 Express, USART1 on SCL and SDA",
      chips: 1,
      source: `${FIRMWARE}/ports/stm32f405`,
    },
  ],
  image: { value: 116_736, source: `${FIRMWARE}/ports/stm32f405/port_config.h; 128 KB of SRAM` },
  injectWords: { value: 1024, source: `${FIRMWARE}/ports/stm32f405/port_config.h: EQ_INJECT_WORDS` },
});

export const NUCLEO_F446 = microcontroller({
  id: "nucleo-f446",
  title: "STM32F446 microcontroller with equipoise's firmware",
  boards: [
    {
      id: "nucleo-f446re",
      title: "NUCLEO-F446RE, USART2 through its ST-LINK",
      chips: 1,
      source: `${FIRMWARE}/ports/nucleo-f446`,
    },
  ],
  image: { value: 116_736, source: `${FIRMWARE}/ports/nucleo-f446/port_config.h; 128 KB of SRAM` },
  injectWords: { value: 1024, source: `${FIRMWARE}/ports/nucleo-f446/port_config.h: EQ_INJECT_WORDS` },
});

export const RP2040 = microcontroller({
  id: "rp2040",
  title: "RP2040 microcontroller with equipoise's firmware",
  boards: [
    { id: "pico", title: "Raspberry Pi Pico, UART0 on GP0 and GP1", chips: 1, source: `${FIRMWARE}/ports/rp2040` },
  ],
  image: { value: 245_760, source: `${FIRMWARE}/ports/rp2040/port_config.h; 264 KB of SRAM` },
  injectWords: { value: 2048, source: `${FIRMWARE}/ports/rp2040/port_config.h: EQ_INJECT_WORDS` },
});
