#!/usr/bin/env bash
# From Verilog to a bitstream: synth.sh OUT_DIRECTORY. Needs yosys, nextpnr-ecp5 and ecppack, or their YoWASP builds (YOSYS, NEXTPNR and ECPPACK name them).
# Leaves logs, report.json and equipoise-ulx3s.bit there, and prints what was used and how fast it is.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$(mkdir -p "$1" && cd "$1" && pwd)"
yosys="${YOSYS:-yosys}" nextpnr="${NEXTPNR:-nextpnr-ecp5}" ecppack="${ECPPACK:-ecppack}"
cd "$here/.." # relative names keep the bitstream independent of where the sources lie
"$yosys" -q -l "$out/yosys.log" -p "read_verilog -Irtl rtl/*.v ulx3s/*.v; synth_ecp5 -top top_ulx3s -json \"$out/board.json\"; stat"
"$nextpnr" --85k --package CABGA381 --speed 6 --json "$out/board.json" --lpf ulx3s/ulx3s.lpf --freq 50 --seed 1 --textcfg "$out/board.config" \
  --report "$out/report.json" >"$out/nextpnr.log" 2>&1 || { tail -20 "$out/nextpnr.log"; exit 1; }
"$ecppack" --compress "$out/board.config" "$out/equipoise-ulx3s.bit"
grep -E "TRELLIS_(COMB|FF|RAMW):|DP16KD:|MULT18X18D:" "$out/nextpnr.log" | head -5
grep "Max frequency" "$out/nextpnr.log" | tail -1
(cd "$out" && sha256sum equipoise-ulx3s.bit)
