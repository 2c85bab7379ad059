#!/usr/bin/env bash
# Are lumen's metrics those of scikit-learn? Tests the bundled model on the set of sampled instruments (600 files)
# through all services, computes the metrics anew by scikit-learn from the exported predictions, and prints both.
# Fails when any differs by more than 1e-6.
#
#   benchmarks/evaluation-parity.sh [--count 600] [--sets DIR] [--set TYPE:PATH] [--url URL] [--model ID]
#
# The set is the one of quality.sh, which is made when it is not there. Debian packages: maven, curl, python3-sklearn,
# and those of quality.sh
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
source "$benchmarks/sets.sh"
need_packages curl=/usr/bin/curl python3-sklearn=/usr/lib/python3/dist-packages/sklearn

count=600 set="" model=() rest=()
while [ $# -gt 0 ]; do
    case "$1" in
        --count) count="$2"; shift ;;
        --set) set="$2"; shift ;;
        --sets) sets="$2"; shift ;;
        --model) model=(--model "$2"); shift ;;
        *) rest+=("$1") ;;
    esac
    shift
done

[ -n "$set" ] || make_set generaluser "$count" ""
data_roots=("$(set_root)")
start_lumen ${rest[@]+"${rest[@]}"}
[ ${#arguments[@]} -eq 0 ] || die "unknown option ${arguments[0]}"
make_temporary_folder
evaluate_set "$temporary_folder/metrics.json" ${model[@]+"${model[@]}"}
job="$(sed -n 's/^ *"jobId" : "\([^"]*\)".*/\1/p' "$temporary_folder/metrics.json")"
curl --silent --show-error --fail "$lumen_url/jobs/$job/export/predictions.csv" > "$temporary_folder/predictions.csv"
/usr/bin/python3 "$benchmarks/evaluation/parity.py" "$temporary_folder/metrics.json" "$temporary_folder/predictions.csv"
