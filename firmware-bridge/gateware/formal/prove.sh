#!/usr/bin/env bash
# Proves properties of FIFO, UART and COBS decoder by bounded model checking: prove.sh [OUT_DIRECTORY]. Needs yosys and z3.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="${1:-$(mktemp -d)}"
mkdir -p "$out"
out="$(cd "$out" && pwd)"
prove() { # prove TOP CLOCKS SOURCES…
  local top="$1" clocks="$2"
  shift 2
  (cd "$here/../rtl" && yosys -q -p "read_verilog -formal $* ../formal/$top.v; prep -top $top; async2sync; dffunmap; memory_map -formal; opt_clean; write_smt2 -wires \"$out/$top.smt2\"")
  yosys-smtbmc -s z3 -t "$clocks" "$out/$top.smt2" >"$out/$top.log" 2>&1 || { tail -20 "$out/$top.log"; exit 1; }
  echo "$top: holds for $clocks clocks"
}
prove cobs_decoder_proof 13 cobs_decoder.v
prove byte_fifo_proof 18 byte_fifo.v
prove uart_proof 64 uart_tx.v uart_rx.v
