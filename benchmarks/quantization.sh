#!/usr/bin/env bash
# One window through a network in float32 and in int8, in turn, in ONNX Runtime with one thread: time, size, logits.
#
#   benchmarks/quantization.sh [--architecture convnext_tiny] [--size 224] [--batch 1] [--rounds 12] [--wanted 0.55]
#
# Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
run_benchmark -Xmx2g lumen.benchmarks.quantization.QuantizationBenchmark "$@"
