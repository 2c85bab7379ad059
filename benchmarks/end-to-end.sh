#!/usr/bin/env bash
# Throughput through all services against ONNX Runtime alone on the same features with the same threads, in turn, for two
# models: the bundled one, whose inference costs about as much as its features, and CONVNEXT_TINY (random weights), whose
# inference is what the time goes into, as with the larger architectures; see docs/adr/0007.
#
#   benchmarks/end-to-end.sh [--files 100] [--rounds 3] [--threads N]
#   benchmarks/end-to-end.sh --url http://127.0.0.1:8090 --audio DIR --models DIR     (DIR below a data root of that lumen)
#
# Without --url a lumen is started for the measurement and stopped after it; --threads is then its setting, too; by default
# all cores but one, which the other services need. The files,
# 5 to 20 s of 44.1 kHz stereo (2.2 MB each on average), are made in a temporary folder. Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
models="" audio="" threads="" rest=()
while [ $# -gt 0 ]; do
    case "$1" in
        --audio) audio="$2"; shift ;;
        --models) models="$2"; shift ;;
        --threads) threads="$2"; shift ;;
        *) rest+=("$1") ;;
    esac
    shift
done
if [ -z "$threads" ]; then
    threads=$(($(nproc) > 1 ? $(nproc) - 1 : 1))
fi
if [ -z "$audio" ]; then
    make_temporary_folder
    audio="$temporary_folder"
fi
if [ -z "$models" ]; then
    make_temporary_folder
    models="$temporary_folder"
    bundled=lumen-mobilenet-v3-large.onnx
    cp "$repository/models/$bundled" "$models/$bundled"
    run_benchmark lumen.benchmarks.services.RandomWeights convnext_tiny "$models/$bundled" "$models/random-convnext-tiny.onnx"
fi
data_roots=("$audio")
export LUMEN_MODELS="$models" LUMEN_INFERENCE_THREADS="$threads"
start_lumen ${rest[@]+"${rest[@]}"}
run_benchmark lumen.benchmarks.services.EndToEndBenchmark --url "$lumen_url" --models "$models" --audio "$audio" \
    --threads "$threads" ${arguments[@]+"${arguments[@]}"}
