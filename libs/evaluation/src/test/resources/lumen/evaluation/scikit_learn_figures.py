"""Makes examples.csv and figures.properties beside this file with NumPy and scikit-learn 1.2.1.

python3 scikit_learn_figures.py
"""

import pathlib

import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve

LABELS = "cel cla flu gac gel org pia sax tru vio voi".split()
EXAMPLES = 240
here = pathlib.Path(__file__).parent
generator = np.random.default_rng(7)

truth = (generator.random((EXAMPLES, len(LABELS))) < np.linspace(0.05, 0.5, len(LABELS))).astype(int)
noise = generator.normal(0, 1.3, truth.shape)
scores = 1 / (1 + np.exp(-(3 * truth - 1.7 + noise)))
# Two digits make ties, within a label and within an example.
scores = np.round(scores, 2)
scores[0] = 0.5
truth[1] = 0
truth[2] = 1
scores = scores.astype(np.float32)
thresholds = np.round(np.linspace(0.3, 0.7, len(LABELS)), 3)
recognised = (scores >= thresholds).astype(int)

with open(here / "examples.csv", "w") as file:
    for row, there in zip(scores, truth):
        file.write(",".join(f"{value:.2f}" for value in row) + "," + ",".join(map(str, there)) + "\n")

figures = {"thresholds": " ".join(map(str, thresholds))}


def put(key, value):
    if np.ndim(value) == 0:
        figures[key] = repr(float(value))
    else:
        figures[key] = " ".join(repr(float(v)) for v in np.ravel(value))


put("accuracy", (truth == recognised).mean())
put("hamming_distance", metrics.hamming_loss(truth, recognised))
put("subset_accuracy", metrics.accuracy_score(truth, recognised))
for average, prefix in [("micro", "micro"), ("macro", "macro"), ("weighted", "weighted"), ("samples", "example"), (None, "label")]:
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        truth, recognised, average=average, zero_division=0
    )
    put(prefix + "_precision", precision)
    put(prefix + "_recall", recall)
    put(prefix + "_f1", f1)
put("label_ranking_average_precision", metrics.label_ranking_average_precision_score(truth, scores))
put("mean_average_precision", metrics.average_precision_score(truth, scores, average="macro"))
put("label_average_precision", metrics.average_precision_score(truth, scores, average=None))
put("macro_roc_auc", metrics.roc_auc_score(truth, scores, average="macro"))
put("label_roc_auc", metrics.roc_auc_score(truth, scores, average=None))
put("brier_score", metrics.brier_score_loss(truth.ravel(), scores.ravel()))
put("label_brier_score", [metrics.brier_score_loss(truth[:, i], scores[:, i]) for i in range(len(LABELS))])
put("label_confusion", metrics.multilabel_confusion_matrix(truth, recognised))
put("cooccurrence", truth.T @ recognised)

frequency, mean_score = calibration_curve(truth.ravel(), scores.ravel(), n_bins=10)
put("calibration_frequency", frequency)
put("calibration_mean_score", mean_score)
bins = np.searchsorted(np.linspace(0, 1, 11)[1:-1], scores.ravel())
put("expected_calibration_error",
    sum((bins == b).mean() * abs(truth.ravel()[bins == b].mean() - scores.ravel()[bins == b].astype(float).mean())
        for b in np.unique(bins)))

false_rate, true_rate, at = metrics.roc_curve(truth[:, 3], scores[:, 3])
put("roc_false_positive_rate", false_rate)
put("roc_true_positive_rate", true_rate)
put("roc_thresholds", at[1:])
precision, recall, at = metrics.precision_recall_curve(truth[:, 3], scores[:, 3])
put("curve_precision", precision[::-1])
put("curve_recall", recall[::-1])

with open(here / "figures.properties", "w") as file:
    file.write("# Made by scikit_learn_figures.py.\n")
    for key, value in figures.items():
        file.write(f"{key}={value}\n")
