#!/usr/bin/env bash
# The transforms that torchaudio has, compared with it on recordings: the largest difference of each.
#
#   benchmarks/feature-parity.sh [--samples DIR]     (recordings in ogg; the repository's samples unless given)
#
# Debian packages: python3-torchaudio python3-numpy
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
need_packages python3-torchaudio=/usr/lib/python3/dist-packages/torchaudio python3-numpy=/usr/lib/python3/dist-packages/numpy
build_benchmarks
[[ " $*" == *" --samples"* ]] || set -- --samples "$repository/samples" "$@"
run_benchmark lumen.benchmarks.features.FeatureParity --worker "$benchmarks/features/torchaudio_worker.py" "$@"
