#!/usr/bin/env bash
# From Verilog to a bitstream: synth.sh OUT_DIRECTORY [icebreaker|upduino]. Needs yosys, nextpnr-ice40 and icestorm.
# Leaves logs, report.json, equipoise-BOARD.bin and the checksums of it and of what it was made from there, and prints what was used and how
# fast it is. The bitstream is the same in every run; commit it with both .sha256 files.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$(mkdir -p "$1" && cd "$1" && pwd)"
board="${2:-icebreaker}"
name="equipoise-$board"
[ -f "$here/top_$board.v" ] || { echo "there is no board $board; use one of: $(cd "$here" && ls top_*.v | sed 's/top_\(.*\).v/\1/' | tr '\n' ' ')" >&2; exit 1; }
cd "$here/../rtl" # relative names keep the bitstream independent of where the sources lie
yosys -q -l "$out/yosys.log" -D ICE40 -p "read_verilog -D ICE40 *.v ../ice40/top_$board.v; synth_ice40 -top top_$board -dsp; write_json \"$out/core.json\""
nextpnr-ice40 --up5k --package sg48 --json "$out/core.json" --pcf "../ice40/$board.pcf" --freq 24 --seed 1 --asc "$out/core.asc" \
  --report "$out/report.json" >"$out/nextpnr.log" 2>&1 || { tail -20 "$out/nextpnr.log"; exit 1; }
icepack "$out/core.asc" "$out/$name.bin"
grep -E "ICESTORM_(LC|RAM|SPRAM|DSP):" "$out/nextpnr.log" | head -4
grep "Max frequency" "$out/nextpnr.log" | tail -1
(cd "$out" && sha256sum "$name.bin" | tee "$name.bin.sha256")
(cd .. && sha256sum rtl/* "ice40/top_$board.v" "ice40/$board.pcf" >"$out/$name.sources.sha256")
