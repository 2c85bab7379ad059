"""Reads the event file of a training run with TensorBoard's own reader and compares it with metrics.csv.

    read_events.py RUN_FOLDER

Needs the packages tensorboard and numpy. Ends with 1 when something is not as it should be.
"""

import csv
import glob
import math
import os
import struct
import sys

import numpy as np
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.plugins.hparams import metadata as hparams
from tensorboard.plugins.pr_curve import metadata as pr_curves
from tensorboard.util import tensor_util


def main(folder):
    files = glob.glob(os.path.join(folder, "events.out.tfevents.*"))
    if len(files) != 1:
        sys.exit(f"{len(files)} event files")
    everything = {kind: 0 for kind in event_accumulator.DEFAULT_SIZE_GUIDANCE}
    events = event_accumulator.EventAccumulator(files[0], size_guidance=everything)
    events.Reload()
    faults = []
    tags = events.Tags()

    rows = compared = 0
    with open(os.path.join(folder, "metrics.csv"), newline="") as table:
        for row in csv.DictReader(table):
            rows += 1
            epoch, step = int(row.pop("epoch")), int(row.pop("step"))
            for tag, cell in row.items():
                if cell:
                    compared += 1
                    single = struct.unpack("f", struct.pack("f", float(cell)))[0]
                    seen = [
                        event.value
                        for event in events.Scalars(tag)
                        if event.step in (epoch, step)
                        and (event.value == single or math.isnan(event.value) and math.isnan(single))
                    ]
                    if not seen:
                        faults.append(f"{tag} of epoch {epoch}, step {step} is not {cell}")
    print(f"scalars: {len(tags['scalars'])} tags; {compared} values of {rows} rows of metrics.csv")

    pictures = 0
    for tag in tags["images"]:
        for picture in events.Images(tag):
            pictures += 1
            width, height = struct.unpack(">II", picture.encoded_image_string[16:24])
            if (width, height) != (picture.width, picture.height):
                faults.append(f"{tag} is {width} x {height}, not {picture.width} x {picture.height}")
    print(f"images: {len(tags['images'])} tags, {pictures} pictures")

    counted = 0
    for tag in tags["histograms"]:
        for event in events.Histograms(tag):
            counted += 1
            values = event.histogram_value
            if sum(values.bucket) != values.num or values.bucket_limit[-1] != values.max:
                faults.append(f"the buckets of {tag} are not its values")
    print(f"histograms: {len(tags['histograms'])} tags, {counted} histograms")

    curves = events.summary_metadata
    curves = [tag for tag, data in curves.items() if data.plugin_data.plugin_name == pr_curves.PLUGIN_NAME]
    for tag in curves:
        thresholds = pr_curves.parse_plugin_metadata(
            events.SummaryMetadata(tag).plugin_data.content
        ).num_thresholds
        for event in events.Tensors(tag):
            data = tensor_util.make_ndarray(event.tensor_proto)
            if data.shape != (6, thresholds) or np.any(np.diff(data[5]) > 0):
                faults.append(f"{tag} is no curve: {data.shape}")
    print(f"precision-recall curves: {len(curves)}")

    start = events.SummaryMetadata(hparams.SESSION_START_INFO_TAG).plugin_data.content
    settings = hparams.parse_session_start_info_plugin_data(start).hparams
    print(f"settings: {len(settings)}")

    for fault in faults:
        print("FAULT:", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1])
