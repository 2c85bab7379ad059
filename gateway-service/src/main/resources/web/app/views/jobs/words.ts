import type { Job, JobKind, State } from "../../api/types";
import { ended } from "../../api/types";
import { h } from "../../elements/element";
import { count, span } from "../../elements/format";

const KINDS: Record<JobKind, string> = { PREDICT: "Recognise", TEST: "Test", TRAIN: "Train" };
const STATES: Record<State, string> = {
    QUEUED: "Waiting",
    RUNNING: "Running",
    SUCCEEDED: "Done",
    FAILED: "Failed",
    CANCELLED: "Cancelled",
};

export function kindWords(kind: JobKind): string {
    return KINDS[kind];
}

export function stateWords(state: State): string {
    return STATES[state];
}

/** The state of a job or an item: a sign and a word. */
export function stateMark(state: State): HTMLElement {
    return h("span", { class: "state", "data-state": state }, STATES[state]);
}

/** How far a job is: a bar and numbers. */
export function jobProgress(job: Job): HTMLElement {
    const { total, succeeded, failed, cancelled } = job.items;
    const bar = h("div", { class: "job-bar" });
    for (const [kind, value] of [
        ["succeeded", succeeded],
        ["failed", failed],
        ["cancelled", cancelled],
    ] as const) {
        const part = h("div", { class: kind });
        part.style.width = `${total === 0 ? 0 : (value / total) * 100}%`;
        bar.append(part);
    }
    return h("div", { class: "job-progress" }, bar, h("span", { class: "job-counts" }, countWords(job)));
}

/** "312 of 600 files, 2 failed". */
export function countWords(job: Job): string {
    const { total, succeeded, failed, cancelled } = job.items;
    const done = succeeded + failed + cancelled;
    const size = `${count(total)}${job.listing ? "+" : ""}`;
    const files = total === 1 && !job.listing ? "file" : "files";
    const parts = [done < total || job.listing ? `${count(done)} of ${size} ${files}` : `${size} ${files}`];
    if (failed > 0) {
        parts.push(`${count(failed)} failed`);
    }
    if (cancelled > 0) {
        parts.push(`${count(cancelled)} cancelled`);
    }
    return parts.join(", ");
}

/** How long a job took since it was submitted, or has been taking. */
export function jobSpan(job: Job): string {
    const until = ended(job.state) && job.endedAt ? Date.parse(job.endedAt) : Date.now();
    return span(Math.max(0, until - Date.parse(job.createdAt)) / 1000);
}
