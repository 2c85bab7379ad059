import { request } from "./client";
import { ended, type Problem, type State } from "./types";

export type Phase = "PREPARING" | "FINDING_RATE" | "TRAINING" | "VALIDATING" | "TESTING" | "FINISHING";

export interface Training {
    id: string;
    name: string;
    state: State;
    phase?: Phase;
    stopping: boolean;
    attempt: number;
    worker?: string;
    options: Record<string, unknown>;
    epoch: number;
    epochs: number;
    step: number;
    stepsPerEpoch?: number;
    stepsInEpoch: number;
    filesPerSecond?: number;
    secondsLeft?: number;
    labels?: string[];
    parameters?: number;
    metric?: string;
    best?: number;
    bestEpoch?: number;
    figures?: Record<string, number>;
    model?: string;
    createdAt: string;
    startedAt?: string;
    endedAt?: string;
    problem?: Problem;
}

/** A row of the run's metrics.csv. */
export interface Row {
    scope: "STEP" | "TRAIN_EPOCH" | "VALIDATION_EPOCH" | "TEST";
    /** Counted from 0. */
    epoch: number;
    /** Finished steps of the run. */
    step: number;
    values: Record<string, number>;
}

export interface Log {
    /** Number of the first line. */
    first: number;
    lines: string[];
}

export interface RunFile {
    name: string;
    bytes: number;
    modifiedAt: string;
}

export type OptionType = "FLAG" | "INTEGER" | "NUMBER" | "TEXT" | "CHOICE" | "LIST" | "KEYWORDS";

export interface TrainingOption {
    name: string;
    flag: string;
    group: string;
    type: OptionType;
    default: unknown;
    choices: string[];
    bounds: string;
    help: string;
    reference: string;
}

export interface Preset {
    name: string;
    description: string;
    options: Record<string, unknown>;
}

export interface Argument {
    name: string;
    default: string;
    allowed: string;
    help: string;
}

export interface Augmentation {
    name: string;
    level: string;
    reference: string;
    arguments: Argument[];
}

/** What a run can be told. */
export interface Catalogue {
    options: TrainingOption[];
    presets: Preset[];
    models: string[];
    transforms: string[];
    augmentations: Augmentation[];
}

export interface Fault {
    field: string;
    message: string;
}

export interface Check {
    valid: boolean;
    faults: Fault[];
    options?: Record<string, unknown>;
}

export interface Comparison {
    runs: {
        id: string;
        name: string;
        state: State;
        metric?: string;
        best?: number;
        bestEpoch?: number;
        epoch: number;
        seconds?: number;
    }[];
    options: Record<string, unknown[]>;
    figures: Record<string, (number | null)[]>;
}

let catalogue: Promise<Catalogue> | undefined;

/** What a run can be told; asked once. */
export function trainingOptions(): Promise<Catalogue> {
    catalogue ??= request<Catalogue>("/training-options").catch((error: unknown) => {
        catalogue = undefined;
        throw error;
    });
    return catalogue;
}

export interface TrainingListener {
    training(training: Training): void;
    row(row: Row): void;
    lines(log: Log): void;
    /** The stream was refused for good. */
    lost(): void;
}

/**
 * Follows a run from its beginning until it has ended. The browser comes back by itself after a
 * cut, and goes on behind the last event that it heard.
 *
 * @returns stops following
 */
export function followTraining(id: string, listener: TrainingListener): () => void {
    const source = new EventSource(`/trainings/${id}/events`);
    const on = <T>(name: string, tell: (value: T) => void): void =>
        source.addEventListener(name, (event) => tell(JSON.parse((event as MessageEvent<string>).data) as T));
    on<Row>("metrics", (row) => listener.row(row));
    on<Log>("lines", (log) => listener.lines(log));
    on<Training>("training", (training) => {
        listener.training(training);
        if (ended(training.state)) {
            source.close();
        }
    });
    source.addEventListener("error", () => {
        if (source.readyState === EventSource.CLOSED) {
            listener.lost();
        }
    });
    return () => source.close();
}
