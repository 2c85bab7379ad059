#!/usr/bin/env bash
# Does TensorBoard read what a training run has recorded? Opens the event file of a finished run with TensorBoard's own
# reader and compares the scalars with metrics.csv, each picture with its size, histograms with their sums and
# precision-recall curves with their shape. Fails when anything differs.
#
#   benchmarks/training-records.sh RUN_FOLDER
#
# Debian has no TensorBoard: PYTHON names a Python that has it, such as that of a virtual environment
#   python3 -m venv tensorboard && tensorboard/bin/pip install tensorboard
set -euo pipefail
benchmarks="$(cd "$(dirname "$0")" && pwd)"
python="${PYTHON:-python3}"

[ $# -eq 1 ] && [ -f "$1/metrics.csv" ] || { echo "usage: training-records.sh RUN_FOLDER" >&2; exit 2; }
"$python" -c "import tensorboard" 2> /dev/null || {
    echo "$python has no TensorBoard; PYTHON names one that has it (see the head of this script)" >&2
    exit 2
}
"$python" "$benchmarks/training/read_events.py" "$1" 2> >(grep -v "TensorFlow installation not found" >&2)
