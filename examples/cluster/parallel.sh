#!/bin/bash
# A plan on several processors or machines by GNU parallel: parallel.sh PLAN.jsonl TABLES [TASKS OF ONE CALL]
# For other machines that see the same folder, give parallel --sshlogin or --sshloginfile.
set -euo pipefail
plan=$1 tables=$2 chunk=${3:-4}
tasks=$(($(wc -l < "$plan") - 1)) # the first line is the header

for ((first = 0; first < tasks; first += chunk)); do
  last=$((first + chunk - 1))
  echo "$first-$((last < tasks ? last : tasks - 1))"
done | parallel --jobs 2 --retries 2 equipoise sweep run "$plan" --jobs 1 --tasks {}

equipoise sweep gather "$plan" --out "$tables"
