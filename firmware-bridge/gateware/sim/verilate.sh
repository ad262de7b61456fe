# For the scripts that build a simulated board: read by them, once they have set
#   name, top            of the program and of the board's module
#   clock, power_up      Hz; clocks of reset
#   files                what is compiled beside a netlist
#   rtl, rtl_options     what is compiled in place of one, and Verilator's options for it
#   cell_options         Verilator's options for a netlist
#   baud                 of the line; a netlist has its DIVIDER instead
#
# verilate OUT_DIRECTORY, or verilate OUT_DIRECTORY netlist DIVIDER LIBRARY VERILOG…: with VERILOG… these files are the board: a netlist of cells, their
# models, and the module `top` around it where it has none. LIBRARY has the models of the cells that are not among them; DIVIDER is the
# netlist's clocks a bit. Needs verilator, g++ and make.
# Verilator's makefiles take no path with a space or a quote: everything is copied to a folder with a plain name and built there.
verilate() {
  local out plain divider library options
  out="$(mkdir -p "$1" && cd "$1" && pwd)"
  plain="${TMPDIR:-/tmp}"
  case "$plain" in /*) ;; *) plain=/tmp ;; esac
  case "$plain" in *[!A-Za-z0-9/._-]*) plain=/tmp ;; esac
  work="$(mktemp -d "$plain/$name.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
  cp "${files[@]}" "$work"
  if [ "${2:-}" = netlist ]; then
    divider=$3 library=$4
    shift 4
    cp "$@" "$work"
    mkdir "$work/library"
    cp "$(dirname "$library")"/*.v* "$work/library"
    # Cells are wired as the tools left them, and models of Yosys are not written for Verilator's lint. Compiling takes longer than running: what
    # runs once is not optimised at all.
    options=(--language 1800-2017 -Wno-fatal -Wno-lint -Wno-style -Wno-MULTIDRIVEN -Wno-TIMESCALEMOD -Wno-MODDUP -Wno-UNOPTFLAT
      -MAKEFLAGS OPT_FAST=-O1 -MAKEFLAGS OPT_SLOW=-O0 -Ilibrary -v "library/$(basename "$library")" "${cell_options[@]}")
  else
    divider=$(((clock + baud / 2) / baud))
    cp "${rtl[@]}" "$work"
    options=(-CFLAGS -O2 --language 1364-2005 -Wall -GCLOCK_HZ="$clock" -GBAUD="$baud" "${rtl_options[@]}")
  fi
  cd "$work"
  verilator --cc --exe --build "${options[@]}" -O3 --x-assign fast --x-initial fast --noassert -j 1 --top-module "$top" \
    -CFLAGS "-DDIVIDER=$divider -DCLOCK_HZ=$clock -DPOWER_UP=$power_up" -I. --Mdir built -o "$name" *.v simulate.cpp
  cp "built/$name" "$out/"
}
