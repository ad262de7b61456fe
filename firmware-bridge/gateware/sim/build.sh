#!/usr/bin/env bash
# Builds the simulated FPGA board: build.sh OUT_DIRECTORY [BAUD], or build.sh OUT_DIRECTORY netlist DIVIDER LIBRARY VERILOG….
# Needs verilator, g++ and make. With VERILOG… these files are the board, in place of rtl/: a netlist of cells, their models, and a module equipoise_core around it
# (gateware/netlist). LIBRARY has the models of the cells that are not among them; DIVIDER is the netlist's clocks a bit.
# Verilator's makefiles take no path with a space or a quote: everything is copied to a folder with a plain name and built there.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/netlist-options.sh"
out="$(mkdir -p "$1" && cd "$1" && pwd)"
baud="${2:-6000000}" # at most: the receiver needs 4 clocks a bit
clock=24000000
plain="${TMPDIR:-/tmp}"
case "$plain" in /*) ;; *) plain=/tmp ;; esac
case "$plain" in *[!A-Za-z0-9/._-]*) plain=/tmp ;; esac
work="$(mktemp -d "$plain/equipoise-fpga.XXXXXX")"
trap 'rm -rf "$work"' EXIT
cp "$here/simulate.cpp" "$here/board.h" "$work"
if [ $# -gt 2 ]; then
  divider=$3 library=$4
  shift 4
  cp "$@" "$work"
  mkdir "$work/library"
  cp "$(dirname "$library")"/*.v* "$work/library"
  options=("${netlist_options[@]}" -DNO_ICE40_DEFAULT_ASSIGNMENTS -Ilibrary -v "library/$(basename "$library")")
  power_up=1024
else
  divider=$(((clock + baud / 2) / baud))
  cp "$here"/../rtl/*.v "$here"/../rtl/*.vh "$work"
  options=(-CFLAGS -O2 --language 1364-2005 -Wall -GCLOCK_HZ="$clock" -GBAUD="$baud")
  power_up=4
fi
cd "$work"
verilator --cc --exe --build "${options[@]}" -O3 --x-assign fast --x-initial fast --noassert -j 1 \
  --top-module equipoise_core -CFLAGS "-DDIVIDER=$divider -DPOWER_UP=$power_up" \
  -I. --Mdir built -o equipoise-fpga *.v simulate.cpp
cp built/equipoise-fpga "$out/"
