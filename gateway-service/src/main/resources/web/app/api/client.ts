import type { Problem } from "./types";

/** A request that the gateway refused, or that did not reach it; the message is for people. */
export class RequestError extends Error {
    constructor(readonly problem: Problem) {
        super(problem.title);
    }
}

const UNREACHABLE: Problem = {
    type: "",
    title: "lumen does not answer",
    status: 0,
    code: "UNREACHABLE",
    advice: "Check that it is running, and try again.",
};

/** Asks the gateway and gives back what it answered; fails with a RequestError. */
export async function request<T>(path: string, options: RequestInit = {}): Promise<T> {
    const response = await send(path, options);
    if (response.status === 204) {
        return undefined as T;
    }
    return (await response.json()) as T;
}

/** Asks the gateway for something that is no JSON. */
export async function download(path: string): Promise<Blob> {
    return (await send(path, {})).blob();
}

/** Sends JSON. */
export function sendJson<T>(method: "POST" | "PUT", path: string, body: unknown): Promise<T> {
    return request<T>(path, {
        method,
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
}

async function send(path: string, options: RequestInit): Promise<Response> {
    let response: Response;
    try {
        response = await fetch(path, options);
    } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") {
            throw error;
        }
        throw new RequestError(UNREACHABLE);
    }
    if (!response.ok) {
        throw new RequestError(problemOf(response.status, await response.text()));
    }
    return response;
}

/** The problem in an answer's body, or one that tells its status. */
export function problemOf(status: number, body: string): Problem {
    if (status === 0) {
        return UNREACHABLE;
    }
    try {
        const problem = JSON.parse(body) as Partial<Problem>;
        if (typeof problem.title === "string" && typeof problem.code === "string") {
            return problem as Problem;
        }
    } catch {
        // No problem document: something between the page and the gateway answered.
    }
    return {
        type: "",
        title: `The answer was HTTP ${status}`,
        status,
        code: "UNEXPECTED_ANSWER",
        advice: "Try again in a moment.",
    };
}

/** The problem behind whatever was thrown. */
export function problemIn(error: unknown): Problem {
    if (error instanceof RequestError) {
        return error.problem;
    }
    return {
        type: "",
        title: "The page failed",
        status: 0,
        detail: error instanceof Error ? error.message : String(error),
        code: "PAGE",
        advice: "Reload the page; if it happens again, report it.",
    };
}

/** A problem as one or two sentences. */
export function wordsOf(problem: Problem): string {
    const faults = (problem.violations ?? []).map((fault) => `${fault.field} ${fault.message}`);
    return [problem.title, problem.detail, ...faults]
        .filter((text): text is string => Boolean(text))
        .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
        .join(" ");
}
