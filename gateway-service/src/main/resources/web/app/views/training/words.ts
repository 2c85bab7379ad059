import { type Phase, type Training } from "../../api/trainings";
import { ended } from "../../api/types";
import { h } from "../../elements/element";
import { count, span } from "../../elements/format";
import { stateMark } from "../jobs/words";

const PHASES: Record<Phase, string> = {
    PREPARING: "Preparing",
    FINDING_RATE: "Looking for a learning rate",
    TRAINING: "Training",
    VALIDATING: "Validating",
    TESTING: "Testing",
    FINISHING: "Writing the model",
};

/** What a run does: its phase while it runs, else its state. */
export function doing(run: Training): string {
    if (run.state === "RUNNING") {
        return (run.phase ? PHASES[run.phase] : "Beginning") + (run.stopping ? ", stopping" : "");
    }
    return run.state === "QUEUED" ? "Waiting for a worker" : "";
}

export function runMark(run: Training): HTMLElement {
    const words = doing(run);
    return h("span", { class: "run-mark" }, stateMark(run.state), words ? h("span", { class: "quiet" }, words) : null);
}

/** The share of all epochs that is done, from 0 to 1. */
export function shareDone(run: Training): number {
    if (run.state === "SUCCEEDED") {
        return 1;
    }
    if (run.epochs < 1) {
        return 0;
    }
    const within = run.stepsPerEpoch ? Math.min(1, run.stepsInEpoch / run.stepsPerEpoch) : 0;
    return Math.max(0, Math.min(1, (Math.max(0, run.epoch - 1) + within) / run.epochs));
}

/** "Epoch 3 of 24, step 120 of 260". */
export function placeWords(run: Training): string {
    const epoch = `Epoch ${count(run.epoch)} of ${count(run.epochs)}`;
    return ended(run.state) || !run.stepsPerEpoch ? epoch : `${epoch}, step ${count(run.stepsInEpoch)} of ${count(run.stepsPerEpoch)}`;
}

export function progressBar(run: Training): HTMLElement {
    const done = h("div", { class: run.state === "FAILED" ? "failed" : run.state === "CANCELLED" ? "cancelled" : "succeeded" });
    done.style.width = `${shareDone(run) * 100}%`;
    return h("div", { class: "job-progress" }, h("div", { class: "job-bar" }, done), h("span", { class: "job-counts" }, placeWords(run)));
}

/** How long it has run, or ran. */
export function runSpan(run: Training): string {
    if (!run.startedAt) {
        return "–";
    }
    const until = run.endedAt ? Date.parse(run.endedAt) : Date.now();
    return span(Math.max(0, until - Date.parse(run.startedAt)) / 1000);
}

/** The name of a figure for people: "val/file_f1" is "Validation file F1". */
export function figureTitle(name: string): string {
    const splits: Record<string, string> = { train: "Training", val: "Validation", test: "Test" };
    const known: Record<string, string> = {
        f1: "F1",
        lr: "learning rate",
        map: "average precision",
        params: "parameters",
    };
    if (name.startsWith("current_lr")) {
        return "Learning rate";
    }
    const parts = name.replace(/_(epoch|step|batchmean)$/, (_, kind: string) => (kind === "step" ? " of a step" : kind === "batchmean" ? ", mean of batches" : "")).split("/");
    const words = parts
        .map((part) => part.split("_").map((word) => known[word] ?? word).join(" "))
        .map((part, i) => splits[parts[i]!] ?? part)
        .join(" ");
    return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The best value so far: "0.713 at epoch 9". */
export function bestWords(run: { best?: number; bestEpoch?: number }): string {
    if (run.best === undefined || run.best === null) {
        return "–";
    }
    return `${run.best.toFixed(3)}${run.bestEpoch ? ` at epoch ${run.bestEpoch}` : ""}`;
}
