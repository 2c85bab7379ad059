#!/usr/bin/env bash
# Latency of one 3 s clip on an idle system, from submission to result: p50 and p99 of 200 requests.
#
#   benchmarks/latency.sh [--url http://127.0.0.1:8090] [--requests 200] [--seconds 3]
#
# Without --url a lumen is started for the measurement and stopped after it. Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
start_lumen "$@"
run_benchmark lumen.benchmarks.services.LatencyBenchmark --url "$lumen_url" ${arguments[@]+"${arguments[@]}"}
