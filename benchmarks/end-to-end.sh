#!/usr/bin/env bash
# Throughput through all services against ONNX Runtime alone on the same features with the same threads, in turn.
#
#   benchmarks/end-to-end.sh [--files 200] [--rounds 3] [--threads N] [--model ID]
#   benchmarks/end-to-end.sh --url http://127.0.0.1:8090 --audio DIR [--models DIR]     (DIR below a data root of that lumen)
#
# Without --url a lumen is started for the measurement, on the models in --models, and stopped after it. The files, 5 to 20 s of 44.1 kHz
# stereo (2.2 MB each on average), are made in a temporary folder. Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
models="${LUMEN_MODELS:-$repository/models}" audio="" rest=()
while [ $# -gt 0 ]; do
    case "$1" in
        --audio) audio="$2"; shift ;;
        --models) models="$2"; shift ;;
        *) rest+=("$1") ;;
    esac
    shift
done
if [ -z "$audio" ]; then
    make_temporary_folder
    audio="$temporary_folder"
fi
data_roots=("$audio")
export LUMEN_MODELS="$models"
start_lumen ${rest[@]+"${rest[@]}"}
run_benchmark lumen.benchmarks.services.EndToEndBenchmark --url "$lumen_url" --models "$models" --audio "$audio" \
    ${arguments[@]+"${arguments[@]}"}
