import { problemIn, request, RequestError } from "../../api/client";
import { follow } from "../../api/events";
import { ended, type Job, type Item, type Problem } from "../../api/types";
import { upload } from "../../api/upload";
import { Store } from "../../elements/store";
import { Thresholds } from "../../result/decision";
import { type Clip, over } from "./clip";

/** The files of one request: many small ones, or one large one. */
const FILES_AT_ONCE = 100;
const BYTES_AT_ONCE = 64e6;
/** A browser keeps six connections to a host, and each job that is followed takes one. */
const JOBS_AT_ONCE = 3;

const STOPPED: Problem = {
    type: "",
    title: "Stopped before it was done",
    status: 0,
    code: "CANCELLED",
};

/**
 * The files of this visit: sends them in portions, follows their jobs, and keeps what came out, also
 * while another view is shown.
 */
export class Session {
    readonly clips: Clip[] = [];
    readonly thresholds = new Thresholds();
    /** Counts the changes of clips. */
    readonly changes = new Store<number>(0);
    model: string | undefined;
    private readonly jobs = new Map<string, () => void>();
    private stopping = new AbortController();
    private sending = false;

    /** Takes files in and begins to send them. */
    add(files: File[]): void {
        for (const file of files) {
            this.clips.push({ file, state: "waiting", sent: 0 });
        }
        this.changed();
        void this.sendAll();
    }

    /** How many files are over. */
    done(): number {
        return this.clips.filter(over).length;
    }

    failed(): number {
        return this.clips.filter((clip) => clip.state === "failed").length;
    }

    /** Ends what is under way: nothing more is sent, and jobs are cancelled. */
    async stop(): Promise<void> {
        this.stopping.abort();
        this.stopping = new AbortController();
        const jobs = [...this.jobs.keys()];
        for (const clip of this.clips) {
            if (clip.state === "waiting" || clip.state === "uploading") {
                this.change(clip, { state: "stopped", problem: STOPPED });
            }
        }
        for (const job of jobs) {
            try {
                await request<Job>(`/jobs/${job}`, { method: "DELETE" });
            } catch (error) {
                // It had ended already.
                if (!(error instanceof RequestError)) {
                    throw error;
                }
            }
        }
    }

    /** Forgets all files. */
    async clear(): Promise<void> {
        await this.stop();
        this.jobs.forEach((end) => end());
        this.jobs.clear();
        this.clips.length = 0;
        this.thresholds.reset();
        this.changed();
    }

    private async sendAll(): Promise<void> {
        if (this.sending) {
            return;
        }
        this.sending = true;
        try {
            for (let next = this.portion(); next.length > 0; next = this.portion()) {
                await this.roomForJob();
                const still = next.filter((clip) => clip.state === "waiting");
                if (still.length > 0) {
                    await this.send(still);
                }
            }
        } finally {
            this.sending = false;
        }
    }

    private portion(): Clip[] {
        const portion: Clip[] = [];
        let bytes = 0;
        for (const clip of this.clips) {
            if (clip.state !== "waiting") {
                continue;
            }
            bytes += clip.file.size;
            if (portion.length === FILES_AT_ONCE || (portion.length > 0 && bytes > BYTES_AT_ONCE)) {
                break;
            }
            portion.push(clip);
        }
        return portion;
    }

    private roomForJob(): Promise<void> {
        return new Promise((resolve) => {
            const check = (): void => {
                if (this.jobs.size < JOBS_AT_ONCE) {
                    resolve();
                } else {
                    setTimeout(check, 200);
                }
            };
            check();
        });
    }

    private async send(clips: Clip[]): Promise<void> {
        const signal = this.stopping.signal;
        clips.forEach((clip) => this.change(clip, { state: "uploading" }));
        try {
            const job = await upload(
                clips.map((clip) => clip.file),
                this.model ? { model: this.model } : {},
                (bytes) => this.sent(clips, bytes),
                signal,
            );
            clips.forEach((clip) => this.change(clip, { state: "running", sent: 1, jobId: job.id }));
            this.followJob(job.id, clips);
        } catch (error) {
            if (!signal.aborted) {
                const problem = problemIn(error);
                clips.forEach((clip) => this.change(clip, { state: "failed", problem }));
            }
        }
    }

    /** Files go out one after the other: what has gone out belongs to the first ones. */
    private sent(clips: Clip[], bytes: number): void {
        let rest = bytes;
        for (const clip of clips) {
            const share = clip.file.size === 0 ? 1 : Math.max(0, Math.min(1, rest / clip.file.size));
            rest -= clip.file.size;
            if (share !== clip.sent && clip.state === "uploading") {
                this.change(clip, { sent: share });
            }
        }
    }

    private followJob(id: string, clips: Clip[]): void {
        const end = follow(id, {
            item: (item) => this.arrived(clips[item.index], item),
            job: (job) => {
                if (ended(job.state)) {
                    this.jobs.delete(id);
                    void this.complete(id, clips);
                }
            },
        });
        this.jobs.set(id, end);
    }

    private arrived(clip: Clip | undefined, item: Item): void {
        if (!clip || over(clip)) {
            return;
        }
        if (item.state === "SUCCEEDED") {
            this.change(clip, { state: "done", item });
        } else if (item.state === "FAILED" && item.problem) {
            this.change(clip, { state: "failed", item, problem: item.problem });
        } else if (item.state === "CANCELLED") {
            this.change(clip, { state: "stopped", item, problem: STOPPED });
        }
    }

    /** Cancelled items, and whatever else no event told of. */
    private async complete(id: string, clips: Clip[]): Promise<void> {
        if (clips.every(over)) {
            return;
        }
        const page = await request<{ items: Item[] }>(`/jobs/${id}/items?size=1000`);
        page.items.forEach((item) => this.arrived(clips[item.index], item));
    }

    private change(clip: Clip, changes: Partial<Clip>): void {
        Object.assign(clip, changes);
        this.changed();
    }

    private changed(): void {
        this.changes.set(this.changes.get() + 1);
    }
}
