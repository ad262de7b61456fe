#!/usr/bin/env bash
# Passes everything: types, lint, generated files, unit, property, golden, CLI and browser tests.
# Installs what is missing (Debian packages) and says so; a missing tool is a failure, never a skip.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

need() { # need COMMAND PACKAGE
  command -v "$1" >/dev/null && return
  say "installing $2 (provides $1)"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >/dev/null
  command -v "$1" >/dev/null || { echo "$2 was installed but $1 is still missing" >&2; exit 1; }
}

need chromium chromium
need verilator verilator   # the simulated FPGA
need iverilog iverilog     # a second opinion on its Verilog
need g++ g++
need make make
[ -d node_modules/vitest ] || { say "npm ci"; npm ci; }

say "build";               npm run --silent build
say "types";               npm run --silent typecheck
say "lint";                npm run --silent lint
say "generated files";     npm run --silent generate -- --check
say "tests";               npx vitest run "$@"
