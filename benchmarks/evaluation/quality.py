"""Prints the metrics of a TEST job as a Markdown table; fails when F1 is below what is wanted."""

import argparse
import json
import sys

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("metrics", help="what `lumen evaluate --json` or `GET /jobs/{id}/metrics` said")
parser.add_argument("--least-micro", type=float, default=0)
parser.add_argument("--least-macro", type=float, default=0)
arguments = parser.parse_args()

with open(arguments.metrics, encoding="utf-8") as file:
    metrics = json.load(file)
coverage = metrics["coverage"]
figures = metrics["files"]["figures"]

print(f"model {metrics['model']} version {metrics['modelVersion']}, {' '.join(metrics['datasets'])}, "
      f"{coverage['scored']} of {coverage['total']} files scored\n")
print("| label | files with it | threshold | precision | recall | F1 | average precision |")
print("|---|---|---|---|---|---|---|")
for label in metrics["files"]["labels"]:
    counts, own = label["counts"], label["figures"]
    print(f"| {label['label']} | {counts['truePositives'] + counts['falseNegatives']} "
          f"| {metrics['thresholds'][label['label']]:.2f} | {own['precision']:.2f} | {own['recall']:.2f} "
          f"| {own['f1']:.2f} | {own['average_precision']:.2f} |")
print(f"\nmicro F1 **{figures['micro_f1']:.3f}** (wanted {arguments.least_micro:.2f}), "
      f"macro F1 **{figures['macro_f1']:.3f}** (wanted {arguments.least_macro:.2f}), "
      f"mean average precision {figures['mean_average_precision']:.3f}, accuracy {figures['accuracy']:.3f}, "
      f"failed files {coverage['total'] - coverage['scored']}")
enough = figures["micro_f1"] >= arguments.least_micro and figures["macro_f1"] >= arguments.least_macro
sys.exit(0 if enough else 1)
