#!/usr/bin/env bash
# Passes everything: types, lint, generated files, unit, property, golden, CLI and browser tests.
# Installs what is missing (Debian packages) and says so; a missing tool is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

need() { # need COMMAND PACKAGE…
  command -v "$1" >/dev/null && return
  local command=$1
  shift
  say "installing $* (provides $command)"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  command -v "$command" >/dev/null || { echo "$* was installed but $command is still missing" >&2; exit 1; }
}

need chromium chromium
need verilator verilator   # the simulated FPGA
need iverilog iverilog     # a second opinion on its Verilog
need g++ g++
need make make
need yosys yosys           # proofs about the Verilog
need z3 z3
need gcc gcc
need arm-none-eabi-gcc gcc-arm-none-eabi libnewlib-arm-none-eabi   # the firmware of the microcontrollers
need qemu-system-arm qemu-system-arm                               # one of them, simulated
[ -d node_modules/vitest ] || { say "npm ci"; npm ci; }

say "build";               npm run --silent build
say "types";               npm run --silent typecheck
say "lint";                npm run --silent lint
say "generated files";     npm run --silent generate -- --check
say "tests";               npx vitest run "$@"
