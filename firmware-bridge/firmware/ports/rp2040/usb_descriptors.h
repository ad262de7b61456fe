/* What the Pico tells a USB host of itself: one serial port (CDC-ACM), three endpoints. */
#ifndef EQ_USB_DESCRIPTORS_H
#define EQ_USB_DESCRIPTORS_H

#include <stdint.h>

#define USB_PACKET 64u
#define USB_NOTIFY_PACKET 16u
/* Endpoint 1 in: notifications (the class wants one; it has nothing to say). Endpoint 2, both ways: the bytes. */
#define USB_NOTIFY 1u
#define USB_DATA 2u
#define USB_INTERFACES 2u
#define USB_CONFIGURATION 1u
#define USB_SERIAL_DIGITS 16u

typedef struct {
  const uint8_t *bytes;
  uint32_t length;
} usb_descriptor;

/* Takes the serial number of the board. */
void usb_describe(const uint8_t id[USB_SERIAL_DIGITS / 2]);

/* @returns the descriptor of this type and index; null bytes where there is none */
usb_descriptor usb_descriptor_of(uint32_t type, uint32_t index);

#endif
