/*
 * The bytes of the USB line: two ring buffers between the controller's interrupt and the main loop, one packet under way each way.
 *
 * Nothing the host sends is lost: endpoint 2 takes no packet (NAK) before the ring has room for a whole one. What goes to the host waits as long as
 * it reads, and PATIENCE_US for a host that does not; then frames are dropped until it reads again.
 *
 * Errata of the part (datasheet, appendix B). RP2040-E15: the controller hangs if the bus goes wrong in a certain way while it sends to a host,
 * which a hub makes possible at the end of a frame of 1 ms; so bulk packets are offered only at its beginning. RP2040-E2 (an aborted
 * endpoint stays so): nothing is aborted here. RP2040-E5 (the device may not leave reset on a busy bus; stepping B0 and B1, not B2): not worked
 * around, since that takes GPIO 15 away and no model of it exists to hold it against.
 */
#include "usb.h"

#include "interrupts.h"
#include "port.h"
#include "usb_control.h"
#include "usb_descriptors.h"
#include "usb_registers.h"

#define RX_BYTES 256u
#define TX_BYTES 512u
#define PATIENCE_US 100000u
/* Of a frame of 1 ms, from its start: packets offered later wait for the next. */
#define SAFE_US 800u
/* No frame has begun for so long: the bus stands still, or nobody tells. */
#define NO_FRAMES_US 2000u

static uint8_t rx[RX_BYTES], tx[TX_BYTES];
/* Written by one side each; both only grow. But usb_port_opened and a reset throw away what is to be sent. */
static volatile uint32_t rx_in, rx_out, tx_in, tx_out;

static struct {
  bool configured, suspended;
  /* The host has not read for a while. */
  bool deaf;
  /* Packets offered and not yet taken; their data sequence; what the next will be. */
  bool in_armed, out_armed, in_data1, out_data1;
  uint32_t in_length;
  /* The last packet was full, and nothing came behind it: hosts wait for a shorter one. */
  bool empty_due;
  bool in_halted, out_halted, notify_halted;
  uint32_t frame_began;
} volatile line;

/* ---- with interrupts off, or in the interrupt ---- */

static void offer(void) {
  if (!line.configured || line.suspended || line.in_armed || line.in_halted) return;
  if (tx_out == tx_in && !line.empty_due) return;
  const uint32_t since = port_microseconds() - line.frame_began;
  if (since >= SAFE_US && since < NO_FRAMES_US) return; /* RP2040-E15; the start of the next frame comes here again */
  uint32_t length = 0;
  for (; length < USB_PACKET && tx_out != tx_in; length++, tx_out++) USB_BYTES(MEMORY_IN)[length] = tx[tx_out % TX_BYTES];
  line.in_length = length;
  line.empty_due = length == USB_PACKET && tx_out == tx_in;
  line.in_armed = true;
  usb_arm(USB_DATA, 0, length, line.in_data1);
}

static void accept(void) {
  if (!line.configured || line.out_armed || line.out_halted || RX_BYTES - (rx_in - rx_out) < USB_PACKET) return;
  line.out_armed = true;
  usb_arm(USB_DATA, 1, USB_PACKET, line.out_data1);
}

static void forget_output(void) {
  tx_out = tx_in;
  line.empty_due = line.deaf = false;
}

void usb_port_opened(void) { forget_output(); }

void usb_configured(uint32_t configuration) {
  for (uint32_t out = 0; out < 2; out++) {
    BUFFER_CONTROL(USB_NOTIFY, out) = 0;
    BUFFER_CONTROL(USB_DATA, out) = 0;
  }
  line.in_armed = line.out_armed = line.in_data1 = line.out_data1 = false;
  line.in_halted = line.out_halted = line.notify_halted = false;
  forget_output();
  line.configured = configuration != 0;
  const uint32_t enable = line.configured ? ENDPOINT_ENABLE | ENDPOINT_INTERRUPT_EACH_BUFFER : 0;
  ENDPOINT_CONTROL(USB_NOTIFY, 0) = enable | ENDPOINT_INTERRUPT | MEMORY_NOTIFY;
  ENDPOINT_CONTROL(USB_DATA, 0) = enable | ENDPOINT_BULK | MEMORY_IN;
  ENDPOINT_CONTROL(USB_DATA, 1) = enable | ENDPOINT_BULK | MEMORY_OUT;
  accept();
}

bool usb_endpoint_halted(uint32_t address) {
  if (address == USB_DATA) return line.out_halted;
  return address == (0x80 | USB_DATA) ? line.in_halted : line.notify_halted;
}

/* A sequence begins anew with DATA0, whether it was halted or not; a packet that was offered is offered again. */
void usb_halt_endpoint(uint32_t address, bool halt) {
  const uint32_t stall = halt ? BUFFER_STALL : 0;
  if (address == USB_DATA) {
    BUFFER_CONTROL(USB_DATA, 1) = stall;
    line.out_halted = halt;
    line.out_armed = line.out_data1 = false;
    accept();
  } else if (address == (0x80 | USB_DATA)) {
    BUFFER_CONTROL(USB_DATA, 0) = stall;
    line.in_halted = halt;
    line.in_data1 = false;
    if (!halt && line.in_armed) usb_arm(USB_DATA, 0, line.in_length, false);
  } else {
    BUFFER_CONTROL(USB_NOTIFY, 0) = stall;
    line.notify_halted = halt;
  }
}

static void packet_sent(void) {
  line.in_armed = line.deaf = false;
  line.in_data1 = !line.in_data1;
  offer();
}

static void packet_received(void) {
  const uint32_t length = BUFFER_CONTROL(USB_DATA, 1) & BUFFER_LENGTH;
  for (uint32_t k = 0; k < length; k++, rx_in++) rx[rx_in % RX_BYTES] = USB_BYTES(MEMORY_OUT)[k];
  line.out_armed = false;
  line.out_data1 = !line.out_data1;
  accept();
}

static void take_buffers(void) {
  const uint32_t done = USB_BUFFER_STATUS;
  USB_BUFFER_STATUS = done;
  if (done & BUFFER_BIT(0, 0)) usb_control_sent();
  if (done & BUFFER_BIT(0, 1)) usb_control_received();
  if (done & BUFFER_BIT(USB_DATA, 0) && line.in_armed) packet_sent();
  if (done & BUFFER_BIT(USB_DATA, 1) && line.out_armed) packet_received();
}

void usb_interrupt(void) {
  const uint32_t why = USB_INTERRUPT_STATUS;
  if (why & INTERRUPT_SUSPEND) {
    line.suspended = (USB_SIE_STATUS & STATUS_SUSPENDED) != 0;
    USB_SIE_STATUS = STATUS_SUSPENDED;
  }
  if (why & INTERRUPT_RESUME) {
    USB_SIE_STATUS = STATUS_RESUME;
    line.suspended = false;
  }
  if (why & INTERRUPT_FRAME_START) {
    (void)USB_FRAME;
    line.frame_began = port_microseconds();
    line.suspended = false;
  }
  if (why & INTERRUPT_BUS_RESET) {
    USB_SIE_STATUS = STATUS_BUS_RESET;
    USB_BUFFER_STATUS = USB_BUFFER_STATUS;
    line.suspended = false;
    usb_control_reset();
    usb_configured(0);
  }
  /* Packets before SETUP: they belong to the transfer before it. */
  if (why & INTERRUPT_BUFFER) take_buffers();
  if (why & INTERRUPT_SETUP) {
    USB_SIE_STATUS = STATUS_SETUP;
    usb_control_setup();
  }
  offer();
}

/* ---- the main loop's side ---- */

void usb_start(void) {
  /* The memory has no value of its own after power-on. */
  for (uint32_t at = 0; at < MEMORY_OUT + USB_PACKET; at += 4) USB_MEMORY(at) = 0;
  USB_MUXING = MUX_TO_PHY | MUX_SOFTCON;
  USB_POWER = POWER_VBUS_DETECT | POWER_VBUS_OVERRIDE;
  USB_MAIN_CTRL = MAIN_ENABLE;
  USB_SIE_CTRL = SIE_INTERRUPT_EACH_EP0_BUFFER;
  USB_INTERRUPT_ENABLE =
    INTERRUPT_FRAME_START | INTERRUPT_SETUP | INTERRUPT_RESUME | INTERRUPT_SUSPEND | INTERRUPT_BUS_RESET | INTERRUPT_BUFFER;
  /* From now on a host sees that there is something. */
  USB_SIE_CTRL = SIE_INTERRUPT_EACH_EP0_BUFFER | SIE_PULL_UP;
}

bool usb_has_bytes(void) { return rx_out != rx_in; }

bool usb_take(uint8_t *byte) {
  if (rx_out == rx_in) return false;
  *byte = rx[rx_out % RX_BYTES];
  rx_out++;
  if (!line.out_armed) {
    interrupts_off();
    accept();
    interrupts_on();
  }
  return true;
}

static bool put(const uint8_t *bytes, uint32_t count) {
  interrupts_off();
  const bool room = TX_BYTES - (tx_in - tx_out) >= count;
  if (room)
    for (uint32_t k = 0; k < count; k++, tx_in++) tx[tx_in % TX_BYTES] = bytes[k];
  offer();
  interrupts_on();
  return room;
}

void usb_write(const uint8_t *bytes, uint32_t count) {
  const uint32_t began = port_microseconds();
  for (;;) {
    if (!line.configured || line.suspended) return;
    if (put(bytes, count)) return;
    if (line.deaf) return;
    if (port_microseconds() - began >= PATIENCE_US) {
      line.deaf = true;
      return;
    }
  }
}
