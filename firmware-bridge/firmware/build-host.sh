#!/usr/bin/env bash
# The firmware as a program of this machine under sanitizers, with its line on standard input and output, once more with a thread for each
# worker of a tick; the fuzzer of its parsers; its arithmetic against definitions; and a relay that gives other simulated boards a pseudo-terminal.
# Usage: build-host.sh OUTPUT-FOLDER
set -euo pipefail
out=$(realpath "$1")
cd "$(dirname "$0")"
flags=(-std=c99 -Wall -Wextra -Wconversion -Werror -O2 -g -fno-strict-aliasing -fsanitize=address,undefined -fno-sanitize-recover=all -Icore -Iports/host)
# As the Cortex-M0+ multiplies, and with two workers of a tick, one after the other.
gcc "${flags[@]}" -DEQ_NARROW_MULTIPLIER=1 -o "$out/equipoise-firmware" core/*.c ports/host/main.c
gcc "${flags[@]}" -DEQ_IMAGE_BYTES=16384u -DEQ_LOG_WORDS=64u -DEQ_INJECT_WORDS=32u -o "$out/equipoise-fuzz" core/*.c ports/host/fuzz.c
gcc "${flags[@]}" -o "$out/equipoise-arithmetic" ports/host/arithmetic.c
# Both workers at the same time, watched for races.
gcc -std=c99 -Wall -Wextra -Wconversion -Werror -O2 -g -fno-strict-aliasing -fsanitize=thread -pthread -DEQ_THREADS -Icore -Iports/host \
  -o "$out/equipoise-firmware-threads" core/*.c ports/host/main.c
gcc -std=c99 -Wall -Wextra -Werror -O2 -o "$out/equipoise-pty" ports/host/pty_relay.c
