#include "usb_control.h"

#include "usb_descriptors.h"
#include "usb_registers.h"

/* Byte 0 of SETUP: direction, type, recipient. */
#define TO_HOST 0x80u
#define KIND 0x7fu
enum { OF_DEVICE, OF_INTERFACE, OF_ENDPOINT, CLASS_OF_INTERFACE = 0x21 };
enum {
  GET_STATUS = 0, CLEAR_FEATURE = 1, SET_FEATURE = 3, SET_ADDRESS = 5, GET_DESCRIPTOR = 6, GET_CONFIGURATION = 8, SET_CONFIGURATION = 9,
  GET_INTERFACE = 10, SET_INTERFACE = 11, SET_LINE_CODING = 0x20, GET_LINE_CODING = 0x21, SET_CONTROL_LINE_STATE = 0x22,
};
#define ENDPOINT_HALT 0u
#define LINE_CODING_BYTES 7u
#define TERMINAL_READY 1u

/* Of the transfer under way. */
static struct {
  const uint8_t *from;
  uint32_t left;
  /* The last packet was full, and the host may expect more: an empty one says that there is none. */
  bool empty_due;
  /* Of the next packet that is sent. */
  bool data1;
  /* The host still has to say that it got everything. */
  bool status_due;
  bool line_coding_due;
} transfer;

/* An address to be taken when its transfer has ended, with this bit; 0: none. */
#define ADDRESS_DUE 0x80u
static uint32_t address_due, configuration;
static uint8_t answer[2];
/* Rate, stop bits, parity, data bits, as the host set them: a cable without a rate has no use for it, and gives it back. */
static uint8_t line_coding[LINE_CODING_BYTES] = {0x40, 0x42, 0x0f, 0, 0, 0, 8};

void usb_arm(uint32_t endpoint, uint32_t out, uint32_t length, bool data1) {
  const uint32_t word = (out ? 0 : BUFFER_FULL) | BUFFER_LAST | (data1 ? BUFFER_DATA1 : 0) | length;
  BUFFER_CONTROL(endpoint, out) = word;
  /* The controller's clock is slower, and must not see the last bit before the others (datasheet 4.1.2.5.1): one of its cycles is less than 12. */
  __asm volatile("nop\nnop\nnop\nnop\nnop\nnop\nnop\nnop\nnop\nnop\nnop\nnop" ::: "memory");
  BUFFER_CONTROL(endpoint, out) = word | BUFFER_AVAILABLE;
}

static void send_packet(void) {
  const uint32_t length = transfer.left < USB_PACKET ? transfer.left : USB_PACKET;
  for (uint32_t k = 0; k < length; k++) USB_BYTES(MEMORY_EP0)[k] = transfer.from[k];
  if (length == 0) transfer.empty_due = false;
  transfer.from += length;
  transfer.left -= length;
  usb_arm(0, 0, length, transfer.data1);
  transfer.data1 = !transfer.data1;
}

/* At most what the host asked for. */
static bool answer_with(const void *bytes, uint32_t length, uint32_t asked) {
  transfer.from = bytes;
  transfer.left = length < asked ? length : asked;
  transfer.empty_due = length < asked && length % USB_PACKET == 0;
  transfer.status_due = true;
  send_packet();
  return true;
}

/* An empty packet: done. */
static bool acknowledge(void) {
  usb_arm(0, 0, 0, true);
  return true;
}

static bool of_device(uint32_t kind, uint32_t request, uint32_t value, uint32_t length) {
  switch (request) {
    case GET_DESCRIPTOR: {
      if (kind != (TO_HOST | OF_DEVICE)) return false;
      const usb_descriptor found = usb_descriptor_of(value >> 8, value & 0xff);
      return found.bytes != 0 && answer_with(found.bytes, found.length, length);
    }
    case GET_STATUS:
      answer[0] = answer[1] = 0; /* powered by the bus, wakes nobody */
      return kind == (TO_HOST | OF_DEVICE) && answer_with(answer, 2, length);
    case GET_CONFIGURATION:
      answer[0] = (uint8_t)configuration;
      return kind == (TO_HOST | OF_DEVICE) && answer_with(answer, 1, length);
    case SET_ADDRESS:
      if (kind != OF_DEVICE || value > 127) return false;
      /* From the end of this transfer on. */
      address_due = ADDRESS_DUE | value;
      return acknowledge();
    case SET_CONFIGURATION:
      if (kind != OF_DEVICE || value > USB_CONFIGURATION) return false;
      configuration = value;
      usb_configured(value);
      return acknowledge();
    default: return false;
  }
}

static bool of_interface(uint32_t kind, uint32_t request, uint32_t value, uint32_t index, uint32_t length) {
  if (configuration == 0 || index >= USB_INTERFACES) return false;
  answer[0] = answer[1] = 0;
  switch (request) {
    case GET_STATUS: return kind == (TO_HOST | OF_INTERFACE) && answer_with(answer, 2, length);
    case GET_INTERFACE: return kind == (TO_HOST | OF_INTERFACE) && answer_with(answer, 1, length);
    case SET_INTERFACE: return kind == OF_INTERFACE && value == 0 && acknowledge();
    default: return false;
  }
}

static bool of_endpoint(uint32_t kind, uint32_t request, uint32_t value, uint32_t address, uint32_t length) {
  const bool control = (address & 0x7f) == 0;
  const bool known = control || address == (0x80 | USB_NOTIFY) || address == USB_DATA || address == (0x80 | USB_DATA);
  if (!known || (!control && configuration == 0)) return false;
  switch (request) {
    case GET_STATUS:
      answer[0] = !control && usb_endpoint_halted(address);
      answer[1] = 0;
      return kind == (TO_HOST | OF_ENDPOINT) && answer_with(answer, 2, length);
    case CLEAR_FEATURE:
    case SET_FEATURE:
      if (kind != OF_ENDPOINT || value != ENDPOINT_HALT || (control && request == SET_FEATURE)) return false;
      if (!control) usb_halt_endpoint(address, request == SET_FEATURE);
      return acknowledge();
    default: return false;
  }
}

static bool of_port(uint32_t kind, uint32_t request, uint32_t value, uint32_t index, uint32_t length) {
  if (configuration == 0 || index != 0) return false;
  switch (request) {
    case SET_LINE_CODING:
      if (kind != CLASS_OF_INTERFACE || length != LINE_CODING_BYTES) return false;
      transfer.line_coding_due = true;
      usb_arm(0, 1, USB_PACKET, true);
      return true;
    case GET_LINE_CODING: return kind == (TO_HOST | CLASS_OF_INTERFACE) && answer_with(line_coding, sizeof line_coding, length);
    case SET_CONTROL_LINE_STATE:
      if (kind != CLASS_OF_INTERFACE) return false;
      if (value & TERMINAL_READY) usb_port_opened();
      return acknowledge();
    default: return false;
  }
}

void usb_control_reset(void) {
  USB_ADDRESS = 0;
  BUFFER_CONTROL(0, 0) = 0;
  BUFFER_CONTROL(0, 1) = 0;
  transfer.left = 0;
  transfer.empty_due = transfer.status_due = transfer.line_coding_due = false;
  address_due = configuration = 0;
}

void usb_control_setup(void) {
  const volatile uint8_t *setup = USB_BYTES(MEMORY_SETUP);
  const uint32_t kind = setup[0], request = setup[1];
  const uint32_t value = setup[2] | (uint32_t)setup[3] << 8;
  const uint32_t index = setup[4] | (uint32_t)setup[5] << 8;
  const uint32_t length = setup[6] | (uint32_t)setup[7] << 8;
  /* Whatever was under way is over: the host begins anew where it has lost its patience. */
  BUFFER_CONTROL(0, 0) = 0;
  BUFFER_CONTROL(0, 1) = 0;
  transfer.left = 0;
  transfer.empty_due = transfer.status_due = transfer.line_coding_due = false;
  transfer.data1 = true;
  address_due = 0;
  bool understood = false;
  switch (kind & KIND) {
    case OF_DEVICE: understood = of_device(kind, request, value, length); break;
    case OF_INTERFACE: understood = of_interface(kind, request, value, index, length); break;
    case OF_ENDPOINT: understood = of_endpoint(kind, request, value, index, length); break;
    case CLASS_OF_INTERFACE: understood = of_port(kind, request, value, index, length); break;
  }
  if (understood) return;
  /* The next SETUP ends it. */
  USB_STALL_ARM = 3;
  BUFFER_CONTROL(0, 0) = BUFFER_STALL;
  BUFFER_CONTROL(0, 1) = BUFFER_STALL;
}

void usb_control_sent(void) {
  if (address_due != 0) {
    USB_ADDRESS = address_due & ~ADDRESS_DUE;
    address_due = 0;
    return;
  }
  if (transfer.left > 0 || transfer.empty_due) return send_packet();
  if (!transfer.status_due) return;
  transfer.status_due = false;
  usb_arm(0, 1, 0, true);
}

void usb_control_received(void) {
  if (!transfer.line_coding_due) return;
  transfer.line_coding_due = false;
  if ((BUFFER_CONTROL(0, 1) & BUFFER_LENGTH) == LINE_CODING_BYTES)
    for (uint32_t k = 0; k < LINE_CODING_BYTES; k++) line_coding[k] = USB_BYTES(MEMORY_EP0)[k];
  acknowledge();
}
