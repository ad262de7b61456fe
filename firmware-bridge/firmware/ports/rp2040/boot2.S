/*
 * Second stage of the RP2040's boot (datasheet 2.8.1): the ROM copies 256 bytes to RAM and calls them, if their last word is the CRC of the others.
 * It sets up the flash for execution in place with the plainest command, 03h (serial read, 24-bit address), which every flash knows, and goes on
 * to the vector table behind it. The build writes the CRC.
 */
  .syntax unified
  .cpu cortex-m0plus
  .thumb

  .equ SSI, 0x18000000
  .equ VTOR, 0xe000ed08

  .section .boot2, "ax"
  .global boot2
  .thumb_func
boot2:
  ldr r0, =SSI
  movs r1, #0
  str r1, [r0, #0x08]          /* SSIENR: off while it is set up */
  movs r1, #4
  str r1, [r0, #0x14]          /* BAUDR: a quarter of the system clock */
  ldr r1, =0x001f0300          /* CTRLR0: 32-bit frames, one data line, read after command and address */
  str r1, [r0, #0x00]
  movs r1, #0
  str r1, [r0, #0x04]          /* CTRLR1: one frame */
  ldr r1, =0x03000218          /* SPI_CTRLR0: command 03h, 8 bits of it, 24 bits of address */
  ldr r2, =(SSI + 0xf4)
  str r1, [r2]
  movs r1, #1
  str r1, [r0, #0x08]
  ldr r0, =(0x10000000 + 256)
  ldr r1, =VTOR
  str r0, [r1]
  ldm r0!, {r1, r2}
  msr msp, r1
  bx r2
  .ltorg
  .fill 252 - (. - boot2), 1, 0
  .word 0                      /* CRC */
  .global boot2_end
boot2_end:
