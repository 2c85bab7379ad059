/** What the REST API says; `lumen.contracts.rest` has the words about each field. */

export type State = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
export type JobKind = "PREDICT" | "TEST" | "TRAIN";

export interface Problem {
    type: string;
    title: string;
    status: number;
    detail?: string;
    code: string;
    advice?: string;
    errorId?: string;
    violations?: { field: string; message: string }[];
    location?: { file: string; line?: number };
}

export interface ItemCounts {
    total: number;
    queued: number;
    running: number;
    succeeded: number;
    failed: number;
    cancelled: number;
}

export interface Job {
    id: string;
    kind: JobKind;
    state: State;
    model: string;
    items: ItemCounts;
    listing?: boolean;
    datasets?: string[];
    createdAt: string;
    startedAt?: string;
    endedAt?: string;
    problem?: Problem;
}

export interface WindowScores {
    start: number;
    end: number;
    /** In the order of the prediction's labels. */
    scores: number[];
}

export interface Segment {
    label: string;
    start: number;
    end: number;
    score: number;
}

export interface Prediction {
    model: string;
    modelVersion: string;
    durationSeconds: number;
    labels: string[];
    scores: Record<string, number>;
    thresholds: Record<string, number>;
    timeline: Segment[];
    windows?: WindowScores[];
}

export interface Truth {
    labels: string[];
    falsePositives?: string[];
    falseNegatives?: string[];
    loss?: number;
}

export interface Item {
    id: string;
    jobId: string;
    index: number;
    name: string;
    state: State;
    prediction?: Prediction;
    problem?: Problem;
    truth?: Truth;
    createdAt: string;
    endedAt?: string;
}

export interface Page<T> {
    items: T[];
    page: number;
    size: number;
    total: number;
}

export interface Model {
    id: string;
    version?: string;
    state: "READY" | "BROKEN";
    error?: string;
    isDefault: boolean;
    aliases: string[];
    architecture?: string;
    labels?: string[];
    labelNames?: Record<string, string>;
    thresholds?: Record<string, number>;
    aggregation?: string;
    featureSpecification?: Record<string, unknown>;
    provenance?: Record<string, unknown>;
    inputShape?: number[];
    sizeBytes?: number;
    parameters?: number;
    multiplyAdds?: number;
    card?: string;
}

export interface LabelFigures {
    label: string;
    name: string;
    counts: {
        truePositives: number;
        falsePositives: number;
        falseNegatives: number;
        trueNegatives: number;
    };
    figures: Record<string, number>;
}

export interface Level {
    examples: number;
    figures: Record<string, number>;
    intervals?: Record<string, { low: number; high: number }>;
    labels: LabelFigures[];
    cooccurrence: number[][];
}

export interface TestMetrics {
    jobId: string;
    model: string;
    modelVersion: string;
    datasets: string[];
    thresholds: Record<string, number>;
    coverage: { total: number; scored: number; left: Record<string, number> };
    files: Level;
    chunks: Level;
}

export interface Difference {
    left: number;
    right: number;
    difference: number;
}

export interface TestComparison {
    left: string;
    right: string;
    figures: Record<string, Difference>;
    labels: Record<string, Difference>;
    files: {
        matched: number;
        bothRight: number;
        leftRight: number;
        rightRight: number;
        neitherRight: number;
        onlyLeft: string[];
        onlyRight: string[];
    };
}

/** Whether nothing changes any more. */
export function ended(state: State): boolean {
    return state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
}
