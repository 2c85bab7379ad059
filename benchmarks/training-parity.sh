#!/usr/bin/env bash
# How far logits, gradients and the losses of ten training steps are from PyTorch's with the same weights, for a network of
# every family; and a graph that torch.onnx.export wrote, trained for 20 steps, in ONNX Runtime and in the engine.
# Where the two differ by more than is wanted, PyTorch in double precision tells whether lumen is as near to it as PyTorch.
#
#   benchmarks/training-parity.sh [--network MOBILENET CONVNEXT EFFICIENTNET RESNEXT AST]
#
# Debian packages: python3-torchvision python3-numpy
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
need_packages python3-torchvision=/usr/lib/python3/dist-packages/torchvision python3-numpy=/usr/lib/python3/dist-packages/numpy
build_benchmarks
OMP_WAIT_POLICY=passive run_benchmark lumen.benchmarks.training.ParityBenchmark \
    --worker "$benchmarks/training/pytorch_worker.py" "$@"
