#!/usr/bin/env bash
# Throughput through all services against ONNX Runtime alone on the same features with the same threads, in turn.
#
#   benchmarks/end-to-end.sh [--files 200] [--rounds 3] [--threads N] [--model ID]
#   benchmarks/end-to-end.sh --url http://127.0.0.1:8090 --audio DIR [--models DIR]     (DIR below a data root of that lumen)
#
# Without --url a lumen is started for the measurement and stopped after it. The files, 5 to 20 s of 44.1 kHz
# stereo (2.2 MB each on average), are made in a temporary folder. Debian packages: maven
set -euo pipefail
source "$(dirname "$0")/prepare.sh"
build_benchmarks
case " $* " in
    *" --audio "*) data_roots=() ;;
    *)
        make_temporary_folder
        data_roots=("$temporary_folder")
        set -- "$@" --audio "$temporary_folder"
        ;;
esac
case " $* " in
    *" --models "*) ;;
    *) set -- "$@" --models "$repository/models" ;;
esac
start_lumen "$@"
run_benchmark lumen.benchmarks.services.EndToEndBenchmark --url "$lumen_url" ${arguments[@]+"${arguments[@]}"}
