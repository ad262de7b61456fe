#!/usr/bin/env bash
# From Verilog to a bitstream for the iCEBreaker: synth.sh OUT_DIRECTORY. Needs yosys, nextpnr-ice40 and icestorm.
# Leaves yosys.log, nextpnr.log, report.json, equipoise-icebreaker.bin and the checksums of what it was made from there, and prints what
# was used and how fast it is. The bitstream is the same in every run; commit it with both .sha256 files.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$(mkdir -p "$1" && cd "$1" && pwd)"
cd "$here/../rtl" # relative names keep the bitstream independent of where the sources lie
yosys -q -l "$out/yosys.log" -D ICE40 -p "read_verilog -D ICE40 *.v ../ice40/top_icebreaker.v; synth_ice40 -top top_icebreaker -dsp -json $out/core.json"
nextpnr-ice40 --up5k --package sg48 --json "$out/core.json" --pcf ../ice40/icebreaker.pcf --freq 24 --seed 1 --asc "$out/core.asc" \
  --report "$out/report.json" >"$out/nextpnr.log" 2>&1 || { tail -20 "$out/nextpnr.log"; exit 1; }
icepack "$out/core.asc" "$out/equipoise-icebreaker.bin"
grep -E "ICESTORM_(LC|RAM|SPRAM|DSP):" "$out/nextpnr.log" | head -4
grep "Max frequency" "$out/nextpnr.log" | tail -1
(cd "$out" && sha256sum equipoise-icebreaker.bin | tee equipoise-icebreaker.bin.sha256)
(cd .. && sha256sum rtl/* ice40/*.v ice40/*.pcf >"$out/sources.sha256")
