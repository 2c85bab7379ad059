#!/usr/bin/env bash
# A training step (forward, backward, clipping, AdamW) and an inference of five networks: lumen against PyTorch with
# torchvision, same weights, same batch, same threads, in turn. The peer gets the memory layout that is faster for it.
#
#   benchmarks/training.sh [--network MOBILENET CONVNEXT EFFICIENTNET RESNEXT AST] [--rounds 8] [--threads 1] [--precision BFLOAT16]
#
# Debian packages: python3-torchvision python3-numpy
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
need_packages python3-torchvision=/usr/lib/python3/dist-packages/torchvision python3-numpy=/usr/lib/python3/dist-packages/numpy
build_benchmarks
OMP_WAIT_POLICY=passive run_benchmark lumen.benchmarks.training.TrainingBenchmark \
    --worker "$benchmarks/training/pytorch_worker.py" "$@"
