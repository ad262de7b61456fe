#!/usr/bin/env bash
# Builds the simulated ULX3S: build-sim.sh OUT_DIRECTORY [BAUD [IMAGE_BITS]], or build-sim.sh OUT_DIRECTORY netlist DIVIDER LIBRARY VERILOG….
# Needs verilator, g++ and make. Its image space has 2^IMAGE_BITS words (17 … 23; the board's own is 23): less is erased and digested in less time.
# With VERILOG… a netlist with a module ulx3s_board and models of its cells are the board; LIBRARY has the models of the cells that are not among
# them; DIVIDER is the netlist's clocks a bit. It speaks as sim/simulate.cpp says.
# Verilator's makefiles take no path with a space or a quote: everything is copied to a folder with a plain name and built there.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/../sim/netlist-options.sh"
out="$(mkdir -p "$1" && cd "$1" && pwd)"
clock=50000000
baud="${2:-12500000}" # at most: the receiver needs 4 clocks a bit
image_bits="${3:-18}"
plain="${TMPDIR:-/tmp}"
case "$plain" in /*) ;; *) plain=/tmp ;; esac
case "$plain" in *[!A-Za-z0-9/._-]*) plain=/tmp ;; esac
work="$(mktemp -d "$plain/equipoise-ulx3s.XXXXXX")"
trap 'rm -rf "$work"' EXIT
cp "$here"/../sim/simulate.cpp "$here"/*.h "$work"
if [ "$baud" = netlist ]; then
  divider=$3 library=$4
  shift 4
  cp "$@" "$work"
  mkdir "$work/library"
  cp "$(dirname "$library")"/*.v* "$work/library"
  options=("${netlist_options[@]}" -Ilibrary -v "library/$(basename "$library")")
else
  divider=$(((clock + baud / 2) / baud))
  cp "$here"/../rtl/*.v "$here"/../rtl/*.vh "$here"/*.v "$work"
  rm "$work/top_ulx3s.v" # pins and PLL
  options=(-CFLAGS -O2 -MAKEFLAGS OPT_FAST=-O2 --language 1364-2005 -Wall -GCLOCK_HZ="$clock" -GBAUD="$baud" -GIMAGE_BITS="$image_bits")
fi
cd "$work"
verilator --cc --exe --build "${options[@]}" -O3 --x-assign fast --x-initial fast --noassert -j 1 \
  --top-module ulx3s_board -CFLAGS "-DDIVIDER=$divider -DCLOCK_HZ=$clock -DPOWER_UP=4" -I. --Mdir built -o equipoise-ulx3s *.v simulate.cpp
cp built/equipoise-ulx3s "$out/"
