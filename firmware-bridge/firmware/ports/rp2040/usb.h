/* The Pico's own USB socket as a line to the host: a serial port (CDC-ACM). */
#ifndef EQ_USB_H
#define EQ_USB_H

#include <stdbool.h>
#include <stdint.h>

/* Shows the device to the host; clock and reset of the controller have been dealt with. */
void usb_start(void);

/* @returns whether a byte has come, which it then gives */
bool usb_take(uint8_t *byte);
bool usb_has_bytes(void);

/*
 * Takes a whole frame, or drops it: where the host has not read for a while, or there is none. A board must not wait for ever for a program that
 * opened the port and stopped reading; the host repeats its question.
 */
void usb_write(const uint8_t *bytes, uint32_t count);

/* To be called by the controller's interrupt. */
void usb_interrupt(void);

#endif
