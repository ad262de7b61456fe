/* The main loop: bytes that have come, then a step, else sleep. */
#include "board.h"
#include "interrupts.h"
#include "port.h"
#include "serial.h"

int main(void) {
  port_hardware_start();
  eq_board_start();
  /* An empty frame is silence to a host; who waits for the board to be up hears it. */
  port_write(&(const uint8_t){0}, 1);
  for (;;) {
    uint8_t byte;
    while (serial_take(&byte)) eq_board_receive(byte);
    if (eq_board_work()) continue;
    /* A byte that comes between the look and the sleep still wakes: it is pending. */
    interrupts_off();
    if (!serial_has_byte()) sleep_until_interrupt();
    interrupts_on();
  }
}
