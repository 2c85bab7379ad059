#!/usr/bin/env bash
# Every transform, one thread: lumen, by JMH, in turn with torchaudio where that has the transform, with what
# is allocated and how near the core's limit it is.
#
#   benchmarks/features.sh [--transforms MFCC,AST] [--rates 16000] [--seconds 20] [--decoded false] [--iterations 6]
#
# Debian packages: python3-torchaudio python3-numpy
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
need_packages python3-torchaudio=/usr/lib/python3/dist-packages/torchaudio python3-numpy=/usr/lib/python3/dist-packages/numpy
build_benchmarks
OMP_NUM_THREADS=1 run_benchmark lumen.benchmarks.features.FeaturesBenchmark \
    --worker "$benchmarks/features/torchaudio_worker.py" "$@"
