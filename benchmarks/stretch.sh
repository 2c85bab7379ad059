#!/usr/bin/env bash
# Ways to change duration and pitch: lumen's phase vocoder against FFmpeg's filters, on tones, clicks and recordings, with processor times.
#
#   benchmarks/stretch.sh [--rounds 5] [--samples DIR]     (recordings; the repository's samples unless given)
#
# Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
run_benchmark lumen.benchmarks.augmentation.StretchBenchmark --samples "$repository/samples" "$@"
