#!/usr/bin/env bash
# Files a second through feature-service with two workers against one, in turn, over a real broker on the same machine.
#
#   benchmarks/feature-scaling.sh [--files 400] [--rounds 3] [--isolated always] [--audio DIR]
#
# Without --audio the files are those of samples/. A round takes about 20 s. Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
audio="$repository/samples" rest=()
while [ $# -gt 0 ]; do
    case "$1" in
        --audio) audio="$2"; shift ;;
        *) rest+=("$1") ;;
    esac
    shift
done
"$repository/lumen" build
make_temporary_folder
run_benchmark lumen.benchmarks.scaling.FeatureScalingBenchmark --program "$repository/feature-service/target/quarkus-app" \
    --audio "$audio" --work "$temporary_folder" ${rest[@]+"${rest[@]}"}
