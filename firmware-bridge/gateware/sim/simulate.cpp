// The gateware as a board: RTL in Verilator, its UART bit by bit on standard input and output, or with --pty on a pseudo-terminal.
// With --pty the first line of standard output is the terminal's name. Ends when its input ends.
//
// With --timed both ways carry records, little-endian. Out: clocks since reset (8 bytes), length (4), that many bytes of the line; after each the
// board's time stands still until the host says go on. In: length (4) and bytes for the line, or length 0: go on. So a host that answers at once has
// answered in no time, and what is measured in clocks is the same on every machine.
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <termios.h>
#include <unistd.h>
#include <vector>

#include "board.h"

#ifndef DIVIDER
#error "DIVIDER: clocks a bit, as in the gateware"
#endif
#ifndef POWER_UP
#error "POWER_UP: clocks until the board has come out of its reset"
#endif

namespace {

// Clocks between two looks at the input, and idle clocks after which the process rests.
constexpr int kTurn = 4096;
constexpr int64_t kRestAfter = 1'000'000;

// Bytes of the host → the line into the board.
class LineIn {
  public:
    void push(uint8_t byte) { bytes_.push_back(byte); }
    bool idle() const { return bytes_.empty() && left_ == 0; }
    size_t waiting() const { return bytes_.size(); }
    // The level of the next clock.
    bool clock() {
        if (left_ == 0) {
            if (bytes_.empty()) return true;
            shift_ = (1u << 9) | (unsigned(bytes_.front()) << 1);
            bytes_.pop_front();
            left_ = 10 * DIVIDER;
        }
        const int bit = (10 * DIVIDER - left_) / DIVIDER;
        left_--;
        return (shift_ >> bit) & 1;
    }

  private:
    std::deque<uint8_t> bytes_;
    unsigned shift_ = 0;
    int left_ = 0;
};

// What comes from the host → bytes for the line.
class HostInput {
  public:
    HostInput(int fd, bool timed) : fd_(fd), timed_(timed) {}
    bool ended() const { return ended_; }
    // Waits up to `ms` for the host; -1: as long as it takes.
    void read_into(LineIn *line, int ms) {
        pollfd ready = {fd_, POLLIN, 0};
        poll(&ready, 1, ms);
        uint8_t buffer[1024];
        const ssize_t got = read(fd_, buffer, sizeof buffer);
        if (got == 0) ended_ = true;
        for (ssize_t k = 0; k < got; k++) take(buffer[k], line);
    }
    // Only where it is timed: the board's time stands still.
    void wait_to_go_on(LineIn *line) {
        for (going_on_ = false; !going_on_ && !ended_;) read_into(line, -1);
    }

  private:
    void take(uint8_t byte, LineIn *line) {
        if (!timed_ || left_ > 0) {
            line->push(byte);
            if (timed_) left_--;
            return;
        }
        length_ = (length_ >> 8) | (uint32_t(byte) << 24);
        if (++have_ < 4) return;
        have_ = 0;
        left_ = length_;
        if (left_ == 0) going_on_ = true;
    }

    const int fd_;
    const bool timed_;
    bool ended_ = false;
    bool going_on_ = false;
    int have_ = 0;
    uint32_t length_ = 0;
    uint32_t left_ = 0;
};

// The line out of the board → bytes for the host.
class LineOut {
  public:
    // True when a byte is complete.
    bool clock(bool level, uint8_t *byte) {
        if (at_ == 0) {
            if (!level) at_ = 1;
            return false;
        }
        at_++;
        if (at_ % DIVIDER == DIVIDER / 2 && at_ > DIVIDER) {
            const int bit = at_ / DIVIDER - 1;
            if (bit < 8) {
                value_ = uint8_t((value_ >> 1) | (level ? 0x80 : 0));
            } else {
                at_ = 0;
                *byte = value_;
                return level;
            }
        }
        return false;
    }

  private:
    int at_ = 0;
    uint8_t value_ = 0;
};

int open_pty() {
    const int fd = posix_openpt(O_RDWR | O_NOCTTY);
    if (fd < 0 || grantpt(fd) != 0 || unlockpt(fd) != 0) return -1;
    const char *name = ptsname(fd);
    // Our own end of the terminal stays open, so that a host may hang up and come back.
    const int keep = open(name, O_RDWR | O_NOCTTY);
    termios mode;
    if (keep < 0 || tcgetattr(keep, &mode) != 0) return -1;
    cfmakeraw(&mode);
    tcsetattr(keep, TCSANOW, &mode);
    std::printf("%s\n", name);
    std::fflush(stdout);
    return fd;
}

void write_all(int fd, const std::vector<uint8_t> &bytes) {
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t wrote = write(fd, bytes.data() + done, bytes.size() - done);
        if (wrote > 0) done += size_t(wrote);
        else if (errno == EAGAIN) {
            pollfd room = {fd, POLLOUT, 0};
            poll(&room, 1, 100);
        } else if (errno != EINTR) std::exit(0);  // nobody listens any more
    }
}

}  // namespace

int main(int argc, char **argv) {
    const bool pty = argc > 1 && std::strcmp(argv[1], "--pty") == 0;
    const bool timed = argc > 1 && std::strcmp(argv[1], "--timed") == 0;
    const int in = pty ? open_pty() : STDIN_FILENO;
    const int out = pty ? in : STDOUT_FILENO;
    if (in < 0) {
        std::perror("no pseudo-terminal");
        return 1;
    }
    fcntl(in, F_SETFL, fcntl(in, F_GETFL) | O_NONBLOCK);

    VerilatedContext context;
    Board board(&context);
    HostInput host(in, timed);
    LineIn line_in;
    LineOut line_out;
    uint64_t clocks = 0;
    int64_t idle = 0;

    // A timed board's time begins with the first byte, not with the process.
    while (timed && line_in.idle() && !host.ended()) host.read_into(&line_in, -1);

    std::vector<uint8_t> answer;
    while (true) {
        if (line_in.waiting() < 256 && !host.ended()) host.read_into(&line_in, idle > kRestAfter ? 5 : 0);
        if (host.ended() && line_in.idle() && idle > kRestAfter) return 0;

        answer.clear();
        // A timed host hears the end of a frame when it is there.
        for (int k = 0; k < kTurn && !(timed && !answer.empty() && answer.back() == 0); k++) {
            const bool level = board.clock(line_in.clock());
            clocks++;
            idle++;
            uint8_t byte;
            if (line_out.clock(level, &byte)) answer.push_back(byte);
        }
        if (!line_in.idle() || !answer.empty()) idle = 0;
        if (answer.empty()) continue;
        if (timed) {
            std::vector<uint8_t> head(12);
            for (int k = 0; k < 8; k++) head[k] = uint8_t(clocks >> (8 * k));
            for (int k = 0; k < 4; k++) head[8 + k] = uint8_t(answer.size() >> (8 * k));
            answer.insert(answer.begin(), head.begin(), head.end());
        }
        write_all(out, answer);
        if (timed) host.wait_to_go_on(&line_in);
    }
}
