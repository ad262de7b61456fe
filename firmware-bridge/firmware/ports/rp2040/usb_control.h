/* Endpoint 0: what a host asks and says to find out what it has before it, and to use it. */
#ifndef EQ_USB_CONTROL_H
#define EQ_USB_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

/* Gives endpoint and direction a buffer: `length` bytes to send, or room for so many. */
void usb_arm(uint32_t endpoint, uint32_t out, uint32_t length, bool data1);

/* The bus was reset: what was under way is over. */
void usb_control_reset(void);
/* A host has spoken (SETUP). */
void usb_control_setup(void);
/* A packet has gone, or come. */
void usb_control_sent(void);
void usb_control_received(void);

/* ---- what it tells the rest, in the interrupt ---- */

/* 0: none. Data sequences begin anew. */
void usb_configured(uint32_t configuration);
bool usb_endpoint_halted(uint32_t address);
void usb_halt_endpoint(uint32_t address, bool halt);
/* A program has opened the port. */
void usb_port_opened(void);

#endif
