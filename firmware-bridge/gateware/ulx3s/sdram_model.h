// An SDR SDRAM of 32 MB, 16 bits wide, as the pins of the chip show it: W9825G6KH-6 and MT48LC16M16A2-75, of each time the longer one. What the data
// sheets forbid ends the simulation with a sentence. Power-up contents are arbitrary, and so is what stands on data pins that nobody drives.
#pragma once
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

struct SdramPins {
    bool cke, csn, rasn, casn, wen;
    unsigned ba;
    unsigned a;
    bool driven;  // by the controller
    uint16_t data;
};

class SdramModel {
  public:
    explicit SdramModel(uint64_t clock_hz) : period_(1e12 / double(clock_hz)), words_(size_t(1) << 24) {
        if (period_ < kCas2Period) violated("CAS latency 2 needs a clock of at most %.0f MHz", 1e6 / kCas2Period);
        uint32_t noise = 1;
        for (uint16_t &word : words_) word = uint16_t((noise = noise * 1664525u + 1013904223u) >> 16);
    }

    // One rising edge of the chip's clock. Returns what stands on the data pins at the edge after the next one: a READ of CAS latency 2 is
    // taken at edge k, and its word can be had at edge k + 2, so this edge's READ is answered by the next call.
    uint16_t edge(const SdramPins &pins) {
        now_ += period_;
        const bool drives = read_pending_;
        const uint16_t word = drives ? pending_word_ : uint16_t(0xa55a ^ uint16_t(now_ / period_));
        if (driving_ && pins.driven) violated("the controller drives the data pins while the chip does");
        driving_ = drives;
        read_pending_ = false;
        if (pins.cke && !pins.csn) command(pins);
        if (!pins.cke && initialised_ > 0) violated("CKE went low");
        if (mode_set_ && now_ > since_mode_ + (refreshes_ + kRefreshDebt) * kRefreshEvery) violated("refreshes are behind: %.0f since the mode was set", refreshes_);
        return word;
    }

  private:
    static constexpr double kCas2Period = 10'000, kRcd = 20'000, kRp = 20'000, kRas = 44'000, kRc = 66'000, kRfc = 66'000, kRrd = 15'000, kWr = 15'000;  // ps
    static constexpr double kRasMax = 100'000'000, kPowerUp = 200'000'000, kRefreshEvery = 64e9 / 8192, kRefreshDebt = 2;
    static constexpr unsigned kMode = 0x220, kRefreshesBefore = 8;

    struct Bank {
        bool open = false;
        unsigned row = 0;
        double activated = -1e15, precharged = -1e15, written = -1e15;
    };

    void command(const SdramPins &pins) {
        const unsigned code = unsigned(pins.rasn) << 2 | unsigned(pins.casn) << 1 | unsigned(pins.wen);
        if (code == 7) return;
        Bank &bank = banks_[pins.ba];
        const bool all = (pins.a >> 10) & 1;
        if (initialised_ == 0 && now_ < kPowerUp) violated("a command before 200 us have passed");
        if (!mode_set_ && code != 2 && code != 1 && code != 0) violated("a command before the mode is set");
        if (now_ - refreshed_ < kRfc - 1) violated("a command %.1f ns after a refresh (tRFC)", (now_ - refreshed_) / 1000);
        if (now_ - mode_written_ < 2 * period_ - 1) violated("a command too early after the mode was set (tMRD)");
        switch (code) {
            case 0:  // mode
                need_all_closed("the mode is set");
                if (initialised_ < 1 + kRefreshesBefore) violated("the mode is set before precharge and eight refreshes");
                if (pins.a != kMode) violated("mode %x: not CAS latency 2 and bursts of one", pins.a);
                mode_set_ = true;
                since_mode_ = mode_written_ = now_;
                break;
            case 1:  // refresh
                need_all_closed("a refresh");
                if (!mode_set_) {
                    if (initialised_ == 0) violated("a refresh before the first precharge");
                    initialised_++;
                } else refreshes_++;
                refreshed_ = now_;
                break;
            case 2:  // precharge
                for (unsigned k = 0; k < 4; k++)
                    if (all || k == pins.ba) close(banks_[k]);
                if (initialised_ == 0 && all) initialised_ = 1;
                break;
            case 3:  // activate
                if (bank.open) violated("bank %u is activated while it is open", pins.ba);
                if (now_ - bank.precharged < kRp - 1) violated("activate %.1f ns after precharge (tRP)", (now_ - bank.precharged) / 1000);
                if (now_ - bank.activated < kRc - 1) violated("activate %.1f ns after activate of the same bank (tRC)", (now_ - bank.activated) / 1000);
                if (now_ - activated_ < kRrd - 1) violated("activate %.1f ns after activate of another bank (tRRD)", (now_ - activated_) / 1000);
                bank.open = true;
                bank.row = pins.a;
                bank.activated = activated_ = now_;
                break;
            case 4:  // write
            case 5:  // read
                if (!bank.open) violated("bank %u is read or written while it is closed", pins.ba);
                if (now_ - bank.activated < kRcd - 1) violated("read or write %.1f ns after activate (tRCD)", (now_ - bank.activated) / 1000);
                if (now_ - bank.activated > kRasMax) violated("bank %u has been open for more than 100 us (tRAS)", pins.ba);
                if (all) violated("auto-precharge is not modelled");
                if (code == 5) {
                    if (pins.driven) violated("data pins are driven with a READ");
                    read_pending_ = true;
                    pending_word_ = words_[place(pins)];
                } else {
                    if (!pins.driven) violated("a WRITE without data");
                    words_[place(pins)] = pins.data;
                    bank.written = now_;
                }
                break;
            default: violated("burst terminate is not used with bursts of one");
        }
    }

    size_t place(const SdramPins &pins) const { return (size_t(pins.ba) << 22) | (size_t(banks_[pins.ba].row) << 9) | (pins.a & 511); }

    void close(Bank &bank) {
        if (!bank.open) return;
        if (now_ - bank.activated < kRas - 1) violated("precharge %.1f ns after activate (tRAS)", (now_ - bank.activated) / 1000);
        if (now_ - bank.written < kWr + period_ - 1 && now_ - bank.written < 2 * period_ - 1) violated("precharge too early after a write (tWR)");
        bank.open = false;
        bank.precharged = now_;
    }

    void need_all_closed(const char *what) {
        for (const Bank &bank : banks_) {
            if (bank.open) violated("%s while a bank is open", what);
            if (now_ - bank.precharged < kRp - 1) violated("%s %.1f ns after precharge (tRP)", what, (now_ - bank.precharged) / 1000);
        }
    }

    [[noreturn]] void violated(const char *format, ...) const {
        std::fprintf(stderr, "the SDRAM at %.3f us: ", now_ / 1e6);
        va_list values;
        va_start(values, format);
        std::vfprintf(stderr, format, values);
        va_end(values);
        std::fprintf(stderr, "\n");
        std::exit(1);
    }

    const double period_;
    std::vector<uint16_t> words_;
    Bank banks_[4];
    double now_ = 0, refreshed_ = -1e15, mode_written_ = -1e15, activated_ = -1e15, since_mode_ = 0, refreshes_ = 0;
    unsigned initialised_ = 0;  // precharge and refreshes before the mode
    bool mode_set_ = false, driving_ = false, read_pending_ = false;
    uint16_t pending_word_ = 0;
};
