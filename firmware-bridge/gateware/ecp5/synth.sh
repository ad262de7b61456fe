#!/usr/bin/env bash
# How much of a Lattice ECP5-85F the same core takes: synthesis only, since no place-and-route for it is packaged in Debian 12.
# Prints cells by kind beside what the part has. Needs yosys. Usage: synth.sh [OUT_DIRECTORY]
# The output directory gets size.txt and the checksums of what was counted; commit both.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$(mkdir -p "${1:-.}" && cd "${1:-.}" && pwd)"
cd "$here/../rtl"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
yosys -q -l "$log" -p "read_verilog *.v; synth_ecp5 -top equipoise_core; stat"
# LFE5U-85 (Lattice FPGA-DS-02012): 83,640 LUT4, as many flip-flops, 208 block RAMs of 18 kbit, 156 multipliers of 18 × 18.
size=$(awk -v have="LUT4=83640 TRELLIS_FF=83640 DP16KD=208 MULT18X18D=156" '
  BEGIN { n = split(have, pairs, /[ =]/); for (k = 1; k < n; k += 2) max[pairs[k]] = pairs[k + 1] }
  NF == 2 && ($1 in max) { used[$1] = $2 }
  END { for (kind in max) printf "%s: %d of %d\n", kind, used[kind], max[kind] }' "$log" | sort)
echo "$size"
[ $# -gt 0 ] || exit 0
echo "$size" >"$out/size.txt"
(cd .. && sha256sum rtl/* >"$out/size.sources.sha256")
