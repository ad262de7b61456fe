#!/usr/bin/env bash
# Builds the simulated FPGA board: build.sh OUT_DIRECTORY [BAUD], or build.sh OUT_DIRECTORY netlist DIVIDER LIBRARY VERILOG… (verilate.sh).
set -euo pipefail
sim="$(cd "$(dirname "$0")" && pwd)"
. "$sim/verilate.sh"
name=equipoise-fpga top=equipoise_core
clock=24000000
baud="${2:-6000000}" # at most: the receiver needs 4 clocks a bit
power_up=4
[ "$baud" != netlist ] || power_up=1024 # the board waits for its PLL
files=("$sim/simulate.cpp" "$sim/board.h")
rtl=("$sim"/../rtl/*.v "$sim"/../rtl/*.vh)
rtl_options=()
cell_options=(-DNO_ICE40_DEFAULT_ASSIGNMENTS)
verilate "$@"
