#!/usr/bin/env bash
# Log-mel spectrograms of a 20 s clip: lumen against torchaudio, one thread each, interleaved in one run,
# with the largest difference of both from a double precision reference.
#
#   benchmarks/features.sh [--rounds 60] [--seconds 20]
#
# Debian packages: python3-torchaudio python3-numpy
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
need_packages python3-torchaudio=/usr/lib/python3/dist-packages/torchaudio python3-numpy=/usr/lib/python3/dist-packages/numpy
build_benchmarks
OMP_NUM_THREADS=1 run_benchmark lumen.benchmarks.features.FeaturesBenchmark \
    --worker "$benchmarks/features/torchaudio_worker.py" "$@"
