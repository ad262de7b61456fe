#!/usr/bin/env bash
# Passes everything: types, lint, generated files, unit, property, golden, CLI and browser tests; `npm test -- PATH` only some tests.
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

export PATH="$PATH:/usr/sbin" # where Debian has daemons

need chromium chromium
need verilator verilator   # the simulated FPGA
need iverilog iverilog     # a second opinion on its Verilog
need g++ g++
need make make
need yosys yosys           # proofs about the Verilog
need z3 z3
need gcc gcc
need arm-none-eabi-gcc gcc-arm-none-eabi libnewlib-arm-none-eabi   # the firmware of the microcontrollers
need strace strace                                                 # what commands ask the kernel for
need unshare util-linux                                            # disks that are full or cannot be written
need qemu-system-arm qemu-system-arm                               # one of them, simulated
need slurmctld slurm-wlm munge                                    # a cluster of two nodes on the loopback
need munged munge
need parallel parallel
need xxd xxd                                                       # a page of docs/ shows the bytes of a program
need python3 python3 python3-venv                                  # peers that run beside equipoise, in environments of their own
python3 -c 'import ensurepip, venv' 2>/dev/null || { say "installing python3-venv"; as_root apt-get update -qq; as_root apt-get install -y -qq --no-install-recommends python3-venv >/dev/null; }
[ -d node_modules/vitest ] || { say "npm ci"; npm ci; }

# What the stages of tests count, for the sum at the end.
counts=$(mktemp)
trap 'rm -f "$counts"' EXIT
export TEST_COUNTS=$counts

# Quick stages first; the first red one ends it. Each says how long it took.
began=$SECONDS
stage() { # stage NAME COMMAND…
  local name=$1 from=$SECONDS
  shift
  say "$name"
  "$@" || { printf '\n== %s is red after %d s (%d s in all)\n' "$name" $((SECONDS - from)) $((SECONDS - began)) >&2; exit 1; }
  printf '== %s: %d s (%d s in all)\n' "$name" $((SECONDS - from)) $((SECONDS - began))
}

stage "build"           npm run --silent build
if [ $# -gt 0 ]; then stage "tests" npx vitest run "$@"; exit; fi
stage "types"           npm run --silent typecheck
stage "lint"            npm run --silent lint
stage "format"          npm run --silent format:check
stage "dead code"       npm run --silent dead-code
stage "generated files" npm run --silent generate -- --check
stage "API report"      npm run --silent api
stage "Python peers"    node dist/scripts/peers.js
stage "units"           npx vitest run src compiler emulator firmware-bridge phenomena studies --exclude 'tests/**'
stage "whole pipeline"  npx vitest run tests --exclude 'tests/{cli,bridge,docs,mutations,doors,fuzz,ranks,slurm}/**'
stage "command line"    npx vitest run tests/cli
stage "doors"           npx vitest run tests/doors
# One file at a time: what these tests wait for are other processes.
stage "clusters"        npx vitest run tests/ranks tests/slurm --no-file-parallelism
stage "damaged files"   npx vitest run tests/mutations tests/fuzz
# Leaves the cells of the iCE40 that the boards' tests simulate; those of the ECP5 are made there.
stage "bitstreams"      npm run --silent bitstreams -- --check
stage "boards"          npx vitest run tests/bridge
# After the boards, whose simulations it runs as they were built there.
stage "docs"            npx vitest run tests/docs
stage "Python"          npm run --silent test:python
awk '{ passed += $1; failed += $2; skipped += $3 } END { printf "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$counts"
