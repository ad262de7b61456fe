/* The RP2040's USB controller as a device (datasheet, section 4.1): registers, and its 4 KB of dual-port memory (DPSRAM). */
#ifndef EQ_USB_REGISTERS_H
#define EQ_USB_REGISTERS_H

#include <stdint.h>

#define USB_REGISTER(offset) (*(volatile uint32_t *)(0x50110000u + (offset)))
#define USB_MEMORY(offset) (*(volatile uint32_t *)(0x50100000u + (offset)))
#define USB_BYTES(offset) ((volatile uint8_t *)(0x50100000u + (offset)))

#define USB_ADDRESS USB_REGISTER(0x00)
#define USB_MAIN_CTRL USB_REGISTER(0x40)
/* Reading it ends the interrupt at the start of a frame. */
#define USB_FRAME USB_REGISTER(0x48)
#define USB_SIE_CTRL USB_REGISTER(0x4c)
/* Bits are cleared by writing ones. */
#define USB_SIE_STATUS USB_REGISTER(0x50)
#define USB_BUFFER_STATUS USB_REGISTER(0x58)
#define USB_STALL_ARM USB_REGISTER(0x68)
#define USB_MUXING USB_REGISTER(0x74)
#define USB_POWER USB_REGISTER(0x78)
#define USB_INTERRUPT_ENABLE USB_REGISTER(0x90)
#define USB_INTERRUPT_STATUS USB_REGISTER(0x98)

#define MAIN_ENABLE (1u << 0)
#define SIE_INTERRUPT_EACH_EP0_BUFFER (1u << 29)
#define SIE_PULL_UP (1u << 16)
#define MUX_TO_PHY (1u << 0)
#define MUX_SOFTCON (1u << 3)
/* The controller is told that there is power: no pin watches for it. */
#define POWER_VBUS_DETECT (1u << 2)
#define POWER_VBUS_OVERRIDE (1u << 3)

#define STATUS_BUS_RESET (1u << 19)
#define STATUS_SETUP (1u << 17)
#define STATUS_RESUME (1u << 11)
#define STATUS_SUSPENDED (1u << 4)

#define INTERRUPT_FRAME_START (1u << 17)
#define INTERRUPT_SETUP (1u << 16)
#define INTERRUPT_RESUME (1u << 15)
#define INTERRUPT_SUSPEND (1u << 14)
#define INTERRUPT_BUS_RESET (1u << 12)
#define INTERRUPT_BUFFER (1u << 4)

/* What the host said last, 8 bytes. */
#define MEMORY_SETUP 0u
/* Control words of endpoints 1…15, two each: in, out. */
#define ENDPOINT_CONTROL(endpoint, out) USB_MEMORY(8u * (endpoint) + 4u * (out))
#define ENDPOINT_ENABLE (1u << 31)
#define ENDPOINT_INTERRUPT_EACH_BUFFER (1u << 29)
#define ENDPOINT_BULK (2u << 26)
#define ENDPOINT_INTERRUPT (3u << 26)
/* Buffer control words of endpoints 0…15, two each. */
#define BUFFER_CONTROL(endpoint, out) USB_MEMORY(0x80u + 8u * (endpoint) + 4u * (out))
#define BUFFER_FULL (1u << 15)
#define BUFFER_LAST (1u << 14)
#define BUFFER_DATA1 (1u << 13)
#define BUFFER_STALL (1u << 11)
#define BUFFER_AVAILABLE (1u << 10)
#define BUFFER_LENGTH 0x3ffu
/* In BUFFER_STATUS: a bit for each direction of each endpoint. */
#define BUFFER_BIT(endpoint, out) (1u << (2u * (endpoint) + (out)))

/* Buffers: that of endpoint 0 is where the controller wants it. */
#define MEMORY_EP0 0x100u
#define MEMORY_NOTIFY 0x180u
#define MEMORY_IN 0x1c0u
#define MEMORY_OUT 0x200u

#endif
