# For scripts that build a simulation of a netlist: Verilator's options. Cells are wired as the tools left them, and models of Yosys are not
# written for Verilator's lint. Compiling takes longer than running: what runs once is not optimised at all.
netlist_options=(--language 1800-2017 -Wno-fatal -Wno-lint -Wno-style -Wno-MULTIDRIVEN -Wno-TIMESCALEMOD -Wno-MODDUP -Wno-UNOPTFLAT
  -MAKEFLAGS OPT_FAST=-O1 -MAKEFLAGS OPT_SLOW=-O0)
