import { request } from "./client";
import { ended, type Item, type Job } from "./types";

export interface JobListener {
    job(job: Job): void;
    item?(item: Item): void;
}

/**
 * Follows a job until it has ended. The browser comes back by itself after a cut, and goes on
 * behind the last event that it heard.
 *
 * @returns stops following
 */
export function follow(jobId: string, listener: JobListener): () => void {
    const source = new EventSource(`/jobs/${jobId}/events`);
    source.addEventListener("item", (event) => {
        listener.item?.(JSON.parse((event as MessageEvent<string>).data) as Item);
    });
    source.addEventListener("job", (event) => {
        const message = event as MessageEvent<string>;
        listener.job(JSON.parse(message.data) as Job);
        if (message.lastEventId === "ended") {
            source.close();
        }
    });
    source.addEventListener("error", () => {
        if (source.readyState === EventSource.CLOSED) {
            // Refused for good, for example because the job was deleted: its last state is told.
            request<Job>(`/jobs/${jobId}`).then(
                (job) => {
                    if (ended(job.state)) {
                        listener.job(job);
                    }
                },
                () => undefined,
            );
        }
    });
    return () => source.close();
}
