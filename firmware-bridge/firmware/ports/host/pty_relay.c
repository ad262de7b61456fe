/*
 * A pseudo-terminal for a simulated board that lives in another program: prints the name of the terminal and a line feed, then carries bytes
 * between it and standard input and output, until the input ends.
 */
#define _XOPEN_SOURCE 600

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

/* @returns false at the end of the stream */
static int carry(int from, int to) {
  char bytes[4096];
  const ssize_t count = read(from, bytes, sizeof bytes);
  if (count <= 0) return 0;
  for (ssize_t sent = 0; sent < count;) {
    const ssize_t n = write(to, bytes + sent, (size_t)(count - sent));
    if (n <= 0) return 0;
    sent += n;
  }
  return 1;
}

int main(void) {
  const int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) {
    perror("no pseudo-terminal");
    return 1;
  }
  const char *name = ptsname(master);
  /* Kept open, so that the line lives on when a program lets go of it. */
  const int slave = open(name, O_RDWR | O_NOCTTY);
  struct termios raw;
  if (slave < 0 || tcgetattr(slave, &raw) != 0) {
    perror(name);
    return 1;
  }
  raw.c_iflag = 0;
  raw.c_oflag = 0;
  raw.c_lflag = 0;
  raw.c_cflag = CS8 | CREAD | CLOCAL;
  tcsetattr(slave, TCSANOW, &raw);
  printf("%s\n", name);
  fflush(stdout);
  for (;;) {
    struct pollfd ends[2] = {{STDIN_FILENO, POLLIN, 0}, {master, POLLIN, 0}};
    if (poll(ends, 2, -1) < 0) return 1;
    if (ends[0].revents && !carry(STDIN_FILENO, master)) return 0;
    if (ends[1].revents && !carry(master, STDOUT_FILENO)) return 0;
  }
}
