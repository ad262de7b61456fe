#!/usr/bin/env bash
# Builds the simulated ULX3S: build-sim.sh OUT_DIRECTORY [BAUD [IMAGE_BITS]], or build-sim.sh OUT_DIRECTORY netlist DIVIDER LIBRARY VERILOG… (sim/verilate.sh).
# Its image space has 2^IMAGE_BITS words (17 … 23; the board's own is 23): less is erased and digested in less time. It speaks as sim/simulate.cpp says.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/../sim/verilate.sh"
name=equipoise-ulx3s top=ulx3s_board
clock=50000000
baud="${2:-12500000}" # at most: the receiver needs 4 clocks a bit
power_up=4
files=("$here/../sim/simulate.cpp" "$here"/*.h)
rtl=("$here"/../rtl/*.v "$here"/../rtl/*.vh)
for file in "$here"/*.v; do [[ $file == */top_* ]] || rtl+=("$file"); done # the top level is pins and PLL
rtl_options=(-MAKEFLAGS OPT_FAST=-O2 -GIMAGE_BITS="${3:-18}")
cell_options=()
verilate "$@"
