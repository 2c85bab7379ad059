# Sourced by the scripts that need a labelled set: makes it, or takes the one that was made before.

sets="${XDG_CACHE_HOME:-$HOME/.cache}/lumen/sets"

# Sets $set to TYPE:PATH of the set of sampled instruments of a bank: generaluser (test) or timgm (validation);
# number of files; --mono for half the size, or nothing.
make_set() {
    local bank="$1" count="$2" mono="$3" seed soundfont
    # The seed is the set's: the same for everybody.
    case "$bank" in
        generaluser)
            seed=3
            soundfont=minuet-data=/usr/share/minuet/soundfonts/GeneralUser-v1.47.sf2
            ;;
        timgm)
            seed=2
            soundfont=timgm6mb-soundfont=/usr/share/sounds/sf2/TimGM6mb.sf2
            ;;
        *) die "--bank is generaluser (test) or timgm (validation)" ;;
    esac
    local folder="$sets/$bank-$count$mono"
    if [ ! -e "$folder/info.json" ]; then
        need_packages fluidsynth=/usr/bin/fluidsynth python3-numpy=/usr/lib/python3/dist-packages/numpy "$soundfont"
        echo "making $count files of $bank in $folder" >&2
        rm -rf "$folder"
        mkdir -p "$folder"
        /usr/bin/python3 "$benchmarks/dataset/make_dataset.py" --soundfonts "$bank" --n-train-per-class 0 --n-test "$count" \
            --seed "$seed" --jobs "$(nproc)" --out "$folder" $mono >&2
    fi
    set="irmastest:$folder/test"
}

# Tests a model on $set through all services of the lumen at $lumen_url and writes the metrics to a file:
# the file, then further options of lumen evaluate.
evaluate_set() {
    local metrics="$1" status=0
    shift
    "$repository/lumen" evaluate --server "$lumen_url" --dataset-paths "$set" --json "$@" > "$metrics" || status=$?
    # Files that failed are told and do not end the script: the metrics say how many they cover.
    [ "$status" -le 1 ] && [ -s "$metrics" ] || die "the set was not evaluated"
}

# The data root of $set, for start_lumen.
set_root() {
    realpath "$(case "${set#*:}" in *.csv) dirname "${set#*:}" ;; *) echo "${set#*:}" ;; esac)"
}
