#!/usr/bin/env bash
# Native handles and memory of the process over ten thousand training steps of a small network: both must stay where they are.
#
#   benchmarks/training-memory.sh [--steps 10000]
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
OMP_WAIT_POLICY=passive run_benchmark lumen.benchmarks.training.MemoryBenchmark "$@"
