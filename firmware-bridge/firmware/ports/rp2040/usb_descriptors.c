/*
 * Descriptors by USB 2.0, chapter 9, and "Communications Device Class" 1.2 with its subclass "PSTN" 1.2.
 *
 * Vendor and product are 2e8a:000a, which Raspberry Pi gives to serial ports of programs of its RP2040 SDK. This program is none, but behaves as
 * they do towards a host, has no number of its own, and so gets the same driver on every system; the product's name tells it from others.
 */
#include "usb_descriptors.h"

#define PAIR(value) (value) & 0xff, (value) >> 8

enum { DEVICE = 1, CONFIGURATION, STRING, INTERFACE, ENDPOINT, ASSOCIATION = 11, CLASS_INTERFACE = 0x24 };
enum { COMMUNICATION = 2, ABSTRACT_CONTROL = 2, DATA_CLASS = 10 };
enum { HEADER = 0, CALL_MANAGEMENT = 1, ACM = 2, UNION = 6 };
enum { LANGUAGES, MANUFACTURER, PRODUCT, SERIAL };

static const uint8_t device[] = {
  18, DEVICE, PAIR(0x0200),
  0xef, 2, 1, /* class by interface association */
  USB_PACKET, PAIR(0x2e8a), PAIR(0x000a), PAIR(0x0100), MANUFACTURER, PRODUCT, SERIAL, 1,
};

#define CONFIGURATION_BYTES (9 + 8 + 9 + 5 + 5 + 4 + 5 + 7 + 9 + 7 + 7)
static const uint8_t configuration[] = {
  9, CONFIGURATION, PAIR(CONFIGURATION_BYTES), USB_INTERFACES, USB_CONFIGURATION, 0, 0x80 /* powered by the bus */, 100 / 2 /* mA */,
  8, ASSOCIATION, 0, USB_INTERFACES, COMMUNICATION, ABSTRACT_CONTROL, 0, 0,
  9, INTERFACE, 0, 0, 1, COMMUNICATION, ABSTRACT_CONTROL, 0, 0,
  5, CLASS_INTERFACE, HEADER, PAIR(0x0120),
  5, CLASS_INTERFACE, CALL_MANAGEMENT, 0, 1,
  4, CLASS_INTERFACE, ACM, 2 /* line coding and control lines */,
  5, CLASS_INTERFACE, UNION, 0, 1,
  7, ENDPOINT, 0x80 | USB_NOTIFY, 3, PAIR(USB_NOTIFY_PACKET), 255 /* ms */,
  9, INTERFACE, 1, 0, 2, DATA_CLASS, 0, 0, 0,
  7, ENDPOINT, USB_DATA, 2, PAIR(USB_PACKET), 0,
  7, ENDPOINT, 0x80 | USB_DATA, 2, PAIR(USB_PACKET), 0,
};
typedef char whole_configuration[sizeof configuration == CONFIGURATION_BYTES ? 1 : -1];

/* Two bytes of head, then UTF-16 without its end, which takes as many. */
#define TEXT(name, text) \
  static const struct { \
    uint8_t length, type; \
    uint16_t characters[sizeof text / 2 - 1]; \
  } name = {sizeof text, STRING, text}
TEXT(manufacturer, u"equipoise");
TEXT(product, u"equipoise spiking networks, RP2040");
static const uint8_t languages[] = {4, STRING, PAIR(0x0409) /* English */};
static struct {
  uint8_t length, type;
  uint16_t characters[USB_SERIAL_DIGITS];
} serial = {sizeof serial, STRING, {0}};

void usb_describe(const uint8_t id[USB_SERIAL_DIGITS / 2]) {
  for (uint32_t k = 0; k < USB_SERIAL_DIGITS; k++) {
    const uint32_t digit = id[k / 2] >> (k % 2 == 0 ? 4 : 0) & 15;
    serial.characters[k] = (uint16_t)(digit < 10 ? '0' + digit : 'A' + digit - 10);
  }
}

static usb_descriptor of(const void *bytes, uint32_t length) { return (usb_descriptor){bytes, length}; }

usb_descriptor usb_descriptor_of(uint32_t type, uint32_t index) {
  if (type == DEVICE && index == 0) return of(device, sizeof device);
  if (type == CONFIGURATION && index == 0) return of(configuration, sizeof configuration);
  if (type == STRING && index == LANGUAGES) return of(languages, sizeof languages);
  if (type == STRING && index == MANUFACTURER) return of(&manufacturer, sizeof manufacturer);
  if (type == STRING && index == PRODUCT) return of(&product, sizeof product);
  if (type == STRING && index == SERIAL) return of(&serial, sizeof serial);
  /* The qualifier of a device with a higher speed, too: this one has none. */
  return of(0, 0);
}
