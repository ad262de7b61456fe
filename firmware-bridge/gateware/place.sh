#!/usr/bin/env bash
# From the cells that synth.sh left to a bitstream: place.sh FAMILY OUT_DIRECTORY FILE PART PACKAGE CONSTRAINTS MHZ SEED
# FAMILY is ice40 or ecp5; CONSTRAINTS (.pcf, .lpf) are a path under gateware/, `none` where the tool may choose the pins.
# Runs yowasp-nextpnr-FAMILY and the family's packer; TOOLS= names what stands before the tools' names (TOOLS="" runs native ones).
# Leaves the bitstream FILE, report.json and nextpnr.log beside core.json in OUT_DIRECTORY.
set -euo pipefail
gateware="$(cd "$(dirname "$0")" && pwd)"
[ $# -eq 8 ] && [ -f "$gateware/$1/family.sh" ] || { sed -n 2,5p "$0" | cut -c3- >&2; exit 2; }
. "$gateware/$1/family.sh"
out="$(cd "$2" && pwd)"
file=$3 part=$4 package=$5 constraints=$6 mhz=$7 seed=$8
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp "$out/core.json" "$work"
where=("--$pins-allow-unconstrained")
[ "$constraints" = none ] || { cp "$gateware/$constraints" "$work/pins.$pins"; where=("--$pins" "pins.$pins"); }
cd "$work"
export YOWASP_MOUNT=/=.
"${TOOLS-yowasp-}$placer" "--$part" --package "$package" "${placer_options[@]}" --json core.json "${where[@]}" --freq "$mhz" --seed "$seed" \
  "$placed" core.placed --report report.json >nextpnr.log 2>&1 || { tail -20 nextpnr.log >&2; exit 1; }
"${TOOLS-yowasp-}$packer" "${packer_options[@]}" core.placed "$file"
cp "$file" report.json nextpnr.log "$out"
