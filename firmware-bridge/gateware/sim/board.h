// The board of an iCE40, clock by clock.
#pragma once
#include "Vequipoise_core.h"
#include "verilated.h"

class Board {
  public:
    explicit Board(VerilatedContext *context) : core_(context) {
        core_.reset = 1;
        core_.rx = 1;
        for (int k = 0; k < POWER_UP; k++) clock(true);
        core_.reset = 0;
    }
    // One clock with this level on the line into the board; returns that of the line out of it.
    bool clock(bool rx) {
        core_.rx = rx;
        core_.clk = 1;
        core_.eval();
        core_.clk = 0;
        core_.eval();
        return core_.tx;
    }

  private:
    Vequipoise_core core_;
};
