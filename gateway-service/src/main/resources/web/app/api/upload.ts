import { problemOf, RequestError } from "./client";
import type { Job } from "./types";

/** What is sent with the files. */
export interface UploadOptions {
    model?: string;
}

/**
 * Sends files as one job.
 *
 * @param progress is told how many bytes of all files together have gone out
 */
export function upload(
    files: File[],
    options: UploadOptions,
    progress: (bytes: number) => void,
    signal: AbortSignal,
): Promise<Job> {
    const form = new FormData();
    if (options.model) {
        form.append("model", options.model);
    }
    for (const file of files) {
        form.append("files", file, file.name);
    }
    return new Promise((resolve, reject) => {
        // fetch tells nothing of what has gone out.
        const request = new XMLHttpRequest();
        request.open("POST", "/jobs");
        request.upload.addEventListener("progress", (event) => progress(event.loaded));
        request.addEventListener("load", () => {
            if (request.status === 202) {
                resolve(JSON.parse(request.responseText) as Job);
            } else {
                reject(new RequestError(problemOf(request.status, request.responseText)));
            }
        });
        request.addEventListener("error", () => reject(new RequestError(problemOf(0, ""))));
        request.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
        signal.addEventListener("abort", () => request.abort());
        request.send(form);
    });
}
