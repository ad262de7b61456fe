// The board with SDRAM, clock by clock: the RTL, and a model of the memory chip between its pins.
#pragma once
#include "Vulx3s_board.h"
#include "sdram_model.h"
#include "verilated.h"

class Board {
  public:
    explicit Board(VerilatedContext *context) : core_(context), sdram_(CLOCK_HZ) {
        core_.reset = 1;
        core_.rx = 1;
        core_.sdram_in = 0;
        for (int k = 0; k < POWER_UP; k++) clock(true);
        core_.reset = 0;
    }
    // One clock with this level on the line into the board; returns that of the line out of it.
    bool clock(bool rx) {
        // The chip's edge comes just before the board's: it sees the pins as they were set one clock ago.
        const SdramPins pins = {
            core_.sdram_cke != 0, core_.sdram_csn != 0, core_.sdram_rasn != 0, core_.sdram_casn != 0, core_.sdram_wen != 0,
            core_.sdram_ba,       core_.sdram_a,        core_.sdram_drive != 0, core_.sdram_out,
        };
        const uint16_t driven = sdram_.edge(pins);
        core_.rx = rx;
        core_.clk = 1;
        core_.eval();
        core_.sdram_in = driven;
        core_.clk = 0;
        core_.eval();
        return core_.tx;
    }

  private:
    Vulx3s_board core_;
    SdramModel sdram_;
};
