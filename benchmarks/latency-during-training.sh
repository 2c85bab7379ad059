#!/usr/bin/env bash
# Latency of one 3 s clip while a model is trained on the same machine, beside that of the idle system.
#
#   benchmarks/latency-during-training.sh [--requests 200] [--model mobilenet_v3_large] [--files 96]
#
# A lumen is started for the measurement and stopped after it. Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
make_temporary_folder
recordings="$temporary_folder"
data_roots=("$recordings")
start_lumen "$@"
run_benchmark lumen.benchmarks.services.LatencyDuringTraining --url "$lumen_url" --folder "$recordings" \
    ${arguments[@]+"${arguments[@]}"}
