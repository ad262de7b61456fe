#!/usr/bin/env bash
# Builds the simulated FPGA board: build.sh OUT_DIRECTORY [BAUD]. Needs verilator, g++ and make.
# Verilator's makefiles take no path with a space or a quote: everything is copied to a folder with a plain name and built there.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$(mkdir -p "$1" && cd "$1" && pwd)"
baud="${2:-6000000}" # at most: the receiver needs 4 clocks a bit
clock=24000000
plain="${TMPDIR:-/tmp}"
case "$plain" in /*) ;; *) plain=/tmp ;; esac
case "$plain" in *[!A-Za-z0-9/._-]*) plain=/tmp ;; esac
work="$(mktemp -d "$plain/equipoise-fpga.XXXXXX")"
trap 'rm -rf "$work"' EXIT
cp "$here"/../rtl/*.v "$here"/../rtl/*.vh "$here/simulate.cpp" "$here/board.h" "$work"
cd "$work"
verilator --cc --exe --build --language 1364-2005 -Wall -O3 --x-assign fast --x-initial fast --noassert -j 1 \
  --top-module equipoise_core -GCLOCK_HZ="$clock" -GBAUD="$baud" -CFLAGS "-O2 -DDIVIDER=$(((clock + baud / 2) / baud))" \
  -I. --Mdir built -o equipoise-fpga *.v simulate.cpp
cp built/equipoise-fpga "$out"
