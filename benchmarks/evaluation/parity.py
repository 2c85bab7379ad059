"""Computes the metrics of exported predictions with scikit-learn and compares them with lumen's."""

import argparse
import csv
import json
import sys
import warnings

import numpy as np
from sklearn import metrics as sk

TOLERANCE = 1e-6

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("metrics", help="the answer of GET /jobs/{id}/metrics")
parser.add_argument("predictions", help="the answer of GET /jobs/{id}/export/predictions.csv")
arguments = parser.parse_args()

with open(arguments.metrics, encoding="utf-8") as file:
    lumen = json.load(file)
with open(arguments.predictions, encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))

codes = [label["label"] for label in lumen["files"]["labels"]]
scores = np.array([[float(row["score_" + code]) for code in codes] for row in rows])
decisions = np.array([[int(row["recognised_" + code]) for code in codes] for row in rows])
truth = np.array([[int(row["truth_" + code]) for code in codes] for row in rows])

# The exported decisions are those of the exported thresholds.
thresholds = np.array([lumen["thresholds"][code] for code in codes])
assert np.array_equal(decisions, (scores >= thresholds).astype(int)), "decisions are not those of the thresholds"
assert len(rows) == lumen["coverage"]["scored"], "the metrics cover other files than were exported"

expected = {
    "accuracy": 1 - sk.hamming_loss(truth, decisions),
    "hamming_distance": sk.hamming_loss(truth, decisions),
    "subset_accuracy": sk.accuracy_score(truth, decisions),
    "label_ranking_average_precision": sk.label_ranking_average_precision_score(truth, scores),
    "mean_average_precision": sk.average_precision_score(truth, scores, average="macro"),
    "macro_roc_auc": sk.roc_auc_score(truth, scores, average="macro"),
    "brier_score": np.mean((scores - truth) ** 2),
}
for average, prefix in (("micro", "micro"), ("macro", "macro"), ("weighted", "weighted"), ("samples", "example")):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        precision, recall, f1, _ = sk.precision_recall_fscore_support(
            truth, decisions, average=average, zero_division=0)
    expected |= {prefix + "_precision": precision, prefix + "_recall": recall, prefix + "_f1": f1}

largest = 0.0


def compare(name, ours, theirs):
    global largest
    difference = abs(ours - theirs)
    largest = max(largest, difference)
    print(f"| {name} | {ours:.9f} | {theirs:.9f} | {difference:.1e} |")


print(f"{len(rows)} files, model {lumen['model']} version {lumen['modelVersion']}\n")
print("| figure | lumen | scikit-learn | difference |")
print("|---|---|---|---|")
for name, theirs in expected.items():
    compare(name, lumen["files"]["figures"][name], theirs)
for index, label in enumerate(lumen["files"]["labels"]):
    there, score, decision = truth[:, index], scores[:, index], decisions[:, index]
    precision, recall, f1, _ = sk.precision_recall_fscore_support(
        there, decision, average="binary", zero_division=0)
    for name, theirs in {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "average_precision": sk.average_precision_score(there, score),
        "roc_auc": sk.roc_auc_score(there, score),
    }.items():
        compare(f"{label['label']} {name}", label["figures"][name], theirs)
    confusion = sk.confusion_matrix(there, decision, labels=[0, 1]).ravel()
    ours = [label["counts"][key] for key in ("trueNegatives", "falsePositives", "falseNegatives", "truePositives")]
    assert list(confusion) == ours, f"confusion of {label['label']}: {ours} and {list(confusion)}"

print(f"\nlargest difference {largest:.1e}, wanted at most {TOLERANCE:.0e}")
sys.exit(0 if largest <= TOLERANCE else 1)
