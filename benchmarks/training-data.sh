#!/usr/bin/env bash
# Files a second of training, with features that feature-service computes and sends over Kafka against the same features
# from the disk cache, in turn. Checks first that they are the same, bit by bit.
#
#   benchmarks/training-data.sh [--model mobilenet_v3_large] [--batches 30] [--rounds 5] [--augmentations PITCH MASKS]
#
# A round takes about 25 s. Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
"$repository/lumen" build
make_temporary_folder
OMP_WAIT_POLICY=passive run_benchmark lumen.benchmarks.data.TrainingDataBenchmark \
    --program "$repository/feature-service/target/quarkus-app" --work "$temporary_folder" "$@"
