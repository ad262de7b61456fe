#!/usr/bin/env bash
# Proves properties of UART, FIFO and COBS up to a number of clocks: prove.sh [OUT_DIRECTORY]. Needs yosys and z3.
# Each proof also has a cover: a run in which the interesting thing happens, so that no assertion holds for want of a case.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
out="$(mkdir -p "${1:-$(mktemp -d)}" && cd "${1:-.}" && pwd)"
prove() { # prove TOP DEPTH SOURCES…
  local top="$1" depth="$2"
  shift 2
  (cd "$here/../rtl" && yosys -q -p "read_verilog -formal $* ../formal/$top.v; prep -top $top; async2sync; dffunmap; memory_map -formal; opt_clean; write_smt2 -wires $out/$top.smt2")
  yosys-smtbmc -s z3 -t "$depth" "$out/$top.smt2" >"$out/$top.log" 2>&1 || { tail -20 "$out/$top.log"; exit 1; }
  yosys-smtbmc -s z3 -c -t "$depth" "$out/$top.smt2" >"$out/$top-cover.log" 2>&1 || { tail -20 "$out/$top-cover.log"; exit 1; }
  echo "$top: holds for $depth clocks"
}
prove byte_fifo_proof 18 byte_fifo.v
prove uart_proof 90 uart_tx.v uart_rx.v
prove cobs_proof 70 frame_sender.v frame_receiver.v crc32_byte.v
