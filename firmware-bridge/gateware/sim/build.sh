#!/usr/bin/env bash
# Builds the simulated FPGA board: build.sh OUT_DIRECTORY [BAUD]. Needs verilator, g++ and make.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$(mkdir -p "$1" && cd "$1" && pwd)"
baud="${2:-6000000}" # at most: the receiver needs 4 clocks a bit
clock=24000000
verilator --cc --exe --build --language 1364-2005 -Wall -O3 --x-assign fast --x-initial fast --noassert -j 1 \
  --top-module equipoise_core -GCLOCK_HZ="$clock" -GBAUD="$baud" -CFLAGS "-O2 -DDIVIDER=$(((clock + baud / 2) / baud))" \
  -I"$here/../rtl" --Mdir "$out" -o equipoise-fpga "$here"/../rtl/*.v "$here/simulate.cpp"
