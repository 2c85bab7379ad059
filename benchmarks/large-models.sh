#!/usr/bin/env bash
# Builds, saves, reads and opens the largest networks in ONNX Runtime, each in a JVM of its own, and fails if one takes
# more than 4 GiB of memory. Files of up to 785 MB are written to the temporary directory and deleted again.
#
#   benchmarks/large-models.sh
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
find_java
cd "$repository"
mvn -q -pl libs/model -am test -Dtest=LargeModelsTest -Dsurefire.failIfNoSpecifiedTests=false -Dlumen.large-models=true \
    | grep parameters
