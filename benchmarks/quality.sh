#!/usr/bin/env bash
# Quality of the bundled model on a bank it has never heard: makes the labelled set, sends it through the
# running services and scores the answers by file.
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

bank=generaluser count=600 set="" mono="" micro="" macro="" rest=()
sets="${XDG_CACHE_HOME:-$HOME/.cache}/lumen/sets"
while [ $# -gt 0 ]; do
    case "$1" in
        --bank) bank="$2"; shift ;;
        --count) count="$2"; shift ;;
        --set) set="$2"; shift ;;
        --sets) sets="$2"; shift ;;
        --least-micro) micro="$2"; shift ;;
        --least-macro) macro="$2"; shift ;;
        --mono) mono=--mono ;;
        *) rest+=("$1") ;;
    esac
    shift
done

if [ -z "$set" ]; then
    # The seed is the set's: the same for everybody.
    case "$bank" in
        generaluser)
            seed=3
            soundfont=minuet-data=/usr/share/minuet/soundfonts/GeneralUser-v1.47.sf2
            micro="${micro:-0.73}" macro="${macro:-0.71}"
            ;;
        timgm)
            seed=2
            soundfont=timgm6mb-soundfont=/usr/share/sounds/sf2/TimGM6mb.sf2
            ;;
        *) die "--bank is generaluser (test) or timgm (validation)" ;;
    esac
    folder="$sets/$bank-$count${mono}"
    if [ ! -e "$folder/info.json" ]; then
        need_packages fluidsynth=/usr/bin/fluidsynth python3-numpy=/usr/lib/python3/dist-packages/numpy "$soundfont"
        echo "making $count files of $bank in $folder" >&2
        rm -rf "$folder"
        mkdir -p "$folder"
        /usr/bin/python3 "$benchmarks/dataset/make_dataset.py" --soundfonts "$bank" --n-train-per-class 0 --n-test "$count" \
            --seed "$seed" --jobs "$(nproc)" --out "$folder" $mono >&2
    fi
    set="irmastest:$folder/test"
fi

build_benchmarks
data_roots=("$(realpath "$(case "${set#*:}" in *.csv) dirname "${set#*:}" ;; *) echo "${set#*:}" ;; esac)")")
start_lumen ${rest[@]+"${rest[@]}"}
run_benchmark lumen.benchmarks.quality.QualityBenchmark --url "$lumen_url" --set "$set" \
    --least-micro "${micro:-0}" --least-macro "${macro:-0}" ${arguments[@]+"${arguments[@]}"}
