#!/usr/bin/env bash
# Builds the firmware of every board, prints what it takes of flash, RAM and stack, and fails where a budget is exceeded.
# Usage: build.sh [OUTPUT-FOLDER]      (prebuilt/ unless told)
# Debian: apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi. The same compiler gives the same bytes, wherever it runs.
set -euo pipefail
cd "$(dirname "$0")"
out=$(realpath "${1:-prebuilt}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v arm-none-eabi-gcc >/dev/null || { echo "arm-none-eabi-gcc is missing (Debian: apt-get install gcc-arm-none-eabi libnewlib-arm-none-eabi)" >&2; exit 1; }

build() { # build BOARD CPU [FOLDER OF THE PART]
  local folder="$work/$1"
  mkdir -p "$folder"
  local objects=()
  for source in core/*.c ports/arm/*.c ports/"${3:-$1}"/*.[cS]; do
    local object
    object="$folder/$(basename "${source%.*}").o"
    arm-none-eabi-gcc -std=gnu99 -Wall -Wextra -Werror -O2 -mcpu="$2" -mthumb -ffreestanding -fno-strict-aliasing -ffunction-sections -fdata-sections \
      -fcallgraph-info=su -Icore -Iports/arm -Iports/"${3:-$1}" -Iports/"$1" -c "$source" -o "$object"
    objects+=("$object")
  done
  arm-none-eabi-gcc -mcpu="$2" -mthumb -nostartfiles -Wl,--gc-sections,--build-id=none -Lports/arm -Tports/"$1"/link.ld -o "$folder/$1.elf" "${objects[@]}"
  arm-none-eabi-objcopy -O binary "$folder/$1.elf" "$folder/$1.bin"
  node stack-budget.mjs "$1" "$folder" "$(arm-none-eabi-nm -S "$folder/$1.elf")"
}

build stm32f405 cortex-m4 stm32f4
build nucleo-f446 cortex-m4 stm32f4
build rp2040 cortex-m0plus
node make-uf2.mjs "$work/rp2040/rp2040.bin" "$work/rp2040/rp2040.uf2"
mkdir -p "$out"
install -m 644 "$work/stm32f405/stm32f405.bin" "$work/nucleo-f446/nucleo-f446.bin" "$work/rp2040/rp2040.uf2" "$out"
(cd "$out" && sha256sum nucleo-f446.bin rp2040.uf2 stm32f405.bin > SHA256SUMS)
