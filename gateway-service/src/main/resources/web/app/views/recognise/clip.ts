import type { Item, Problem } from "../../api/types";

/** How far one file is. */
export type ClipState = "waiting" | "uploading" | "running" | "done" | "failed" | "stopped";

/** One file that the user gave. */
export interface Clip {
    file: File;
    state: ClipState;
    /** The share of it that has gone out, 0 to 1. */
    sent: number;
    jobId?: string;
    item?: Item;
    problem?: Problem;
}

/** Whether nothing changes any more. */
export function over(clip: Clip): boolean {
    return clip.state === "done" || clip.state === "failed" || clip.state === "stopped";
}
