#!/usr/bin/env bash
# Quality of the bundled model on a bank it has never heard: makes the labelled set and tests the model on it
# through the running services.
#
#   benchmarks/quality.sh                                    the test bank, 600 files; wants micro F1 0.73, macro F1 0.71
#   benchmarks/quality.sh --bank timgm                       the validation bank, wants nothing
#   benchmarks/quality.sh --set irmastest:DIR/test           an existing set
#
#   --count N   files to make (600)          --mono      half the size            --sets DIR   where made sets are kept
#   --url URL   a lumen that runs already; the set must lie below one of its data roots
#   --model ID  another model                --least-micro F, --least-macro F     fails below these
#
# A made set is kept (1.6 GB, 4 to 20 minutes to make) and used again. Debian packages: maven, fluidsynth, python3-numpy, and
# minuet-data (test bank) or timgm6mb-soundfont (validation bank)
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
source "$benchmarks/sets.sh"

bank=generaluser count=600 set="" mono="" micro="" macro="" model=() rest=()
while [ $# -gt 0 ]; do
    case "$1" in
        --bank) bank="$2"; shift ;;
        --count) count="$2"; shift ;;
        --set) set="$2"; shift ;;
        --sets) sets="$2"; shift ;;
        --model) model=(--model "$2"); shift ;;
        --least-micro) micro="$2"; shift ;;
        --least-macro) macro="$2"; shift ;;
        --mono) mono=--mono ;;
        *) rest+=("$1") ;;
    esac
    shift
done

if [ -z "$set" ]; then
    make_set "$bank" "$count" "$mono"
    if [ "$bank" = generaluser ]; then
        micro="${micro:-0.73}" macro="${macro:-0.71}"
    fi
fi
data_roots=("$(set_root)")
start_lumen ${rest[@]+"${rest[@]}"}
[ ${#arguments[@]} -eq 0 ] || die "unknown option ${arguments[0]}"
make_temporary_folder
evaluate_set "$temporary_folder/metrics.json" ${model[@]+"${model[@]}"}
/usr/bin/python3 "$benchmarks/evaluation/quality.py" "$temporary_folder/metrics.json" \
    --least-micro "${micro:-0}" --least-macro "${macro:-0}"
