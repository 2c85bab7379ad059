#!/usr/bin/env bash
# A training step of MobileNetV3-Large (forward, backward, clipping, AdamW): lumen against PyTorch with torchvision,
# same weights, same batch, same threads, step by step in turn; before that, how far logits, loss and gradients differ.
#
#   benchmarks/training.sh [--rounds 20] [--batch-size 16] [--threads 1]
#
# Debian packages: python3-torchvision python3-numpy
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
need_packages python3-torchvision=/usr/lib/python3/dist-packages/torchvision python3-numpy=/usr/lib/python3/dist-packages/numpy
build_benchmarks
OMP_WAIT_POLICY=passive run_benchmark lumen.benchmarks.training.TrainingBenchmark \
    --worker "$benchmarks/training/pytorch_worker.py" "$@"
