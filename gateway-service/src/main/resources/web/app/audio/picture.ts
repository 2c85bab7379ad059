import { PowerSpectrum } from "./fourier";

/**
 * What of a recording is drawn: its loudest swings and its mel spectrogram, column by column.
 *
 * This module is also the worker that computes it: the page loads it by `import()`, so that it is a
 * file of its own, and starts that file again as a worker.
 */
export interface Picture {
    columns: number;
    bands: number;
    /** `[columns, 2]`: the lowest and the highest sample, -1 to 1. */
    peaks: Float32Array;
    /** `[columns, bands]`: 0 is 80 dB below the loudest, 255 the loudest; low notes first. */
    mel: Uint8Array;
}

interface Task {
    samples: Float32Array;
    rate: number;
    columns: number;
}

const FRAME = 2048;
const BANDS = 96;
const RANGE_DECIBEL = 80;
/** Of a long recording a column stands for more than can be looked at: frames spread over it. */
const FRAMES_IN_COLUMN = 3;
/** Below this many samples a column says nothing new. */
const LEAST_HOP = 96;
const LOWEST_HERTZ = 40;

/** Draws a recording in at most so many columns. */
export function pictureOf({ samples, rate, columns: most }: Task): Picture {
    const columns = Math.max(1, Math.min(most, Math.floor(samples.length / LEAST_HOP)));
    const width = samples.length / columns;
    return {
        columns,
        bands: BANDS,
        peaks: peaksOf(samples, columns, width),
        mel: melOf(samples, rate, columns, width),
    };
}

function peaksOf(samples: Float32Array, columns: number, width: number): Float32Array {
    const peaks = new Float32Array(columns * 2);
    for (let column = 0; column < columns; column++) {
        let low = 0;
        let high = 0;
        const end = Math.min(samples.length, Math.ceil((column + 1) * width));
        for (let i = Math.floor(column * width); i < end; i++) {
            const sample = samples[i]!;
            low = Math.min(low, sample);
            high = Math.max(high, sample);
        }
        peaks[2 * column] = low;
        peaks[2 * column + 1] = high;
    }
    return peaks;
}

function melOf(samples: Float32Array, rate: number, columns: number, width: number): Uint8Array {
    const spectrum = new PowerSpectrum(FRAME);
    const hann = Float64Array.from({ length: FRAME }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME));
    const filters = filterBank(rate);
    const frame = new Float64Array(FRAME);
    const power = new Float64Array(FRAME / 2 + 1);
    const loudness = new Float32Array(columns * BANDS);
    const frames = width > FRAME ? FRAMES_IN_COLUMN : 1;
    let loudest = 1e-10;
    for (let column = 0; column < columns; column++) {
        for (let part = 0; part < frames; part++) {
            const middle = (column + (part + 0.5) / frames) * width;
            const start = Math.round(middle - FRAME / 2);
            for (let i = 0; i < FRAME; i++) {
                frame[i] = (samples[start + i] ?? 0) * hann[i]!;
            }
            spectrum.of(frame, power);
            for (let band = 0; band < BANDS; band++) {
                const { first, weights } = filters[band]!;
                let sum = 0;
                for (let i = 0; i < weights.length; i++) {
                    sum += weights[i]! * power[first + i]!;
                }
                const place = column * BANDS + band;
                loudness[place] = Math.max(loudness[place]!, sum);
                loudest = Math.max(loudest, sum);
            }
        }
    }
    const mel = new Uint8Array(columns * BANDS);
    for (let i = 0; i < mel.length; i++) {
        const decibel = 10 * Math.log10(Math.max(loudness[i]!, 1e-30) / loudest);
        mel[i] = Math.max(0, Math.round(255 * (1 + decibel / RANGE_DECIBEL)));
    }
    return mel;
}

interface Filter {
    first: number;
    weights: number[];
}

/** Triangles whose corners are equally far apart in mel (2595 log10(1 + f / 700)). */
function filterBank(rate: number): Filter[] {
    const toMel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
    const toHertz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);
    const low = toMel(LOWEST_HERTZ);
    const high = toMel(Math.min(rate / 2, 11_025));
    const corner = (i: number): number =>
        (toHertz(low + ((high - low) * i) / (BANDS + 1)) * FRAME) / rate;
    return Array.from({ length: BANDS }, (_, band) => {
        const [left, middle, right] = [corner(band), corner(band + 1), corner(band + 2)];
        const first = Math.max(0, Math.ceil(left));
        const last = Math.min(FRAME / 2, Math.floor(right));
        const weights: number[] = [];
        for (let bin = first; bin <= last; bin++) {
            const rising = (bin - left) / (middle - left);
            const falling = (right - bin) / (right - middle);
            weights.push(Math.max(0, Math.min(rising, falling)));
        }
        if (weights.every((weight) => weight === 0)) {
            // A band between two bins: the nearer one.
            return { first: Math.min(FRAME / 2, Math.round(middle)), weights: [1] };
        }
        return { first, weights };
    });
}

/** Draws a recording in a thread of its own; takes the samples over. */
export function drawPicture(task: Task, signal: AbortSignal): Promise<Picture> {
    return new Promise((resolve, reject) => {
        const worker = new Worker(import.meta.url, { type: "module" });
        const end = (): void => worker.terminate();
        signal.addEventListener("abort", () => {
            end();
            reject(new DOMException("stopped", "AbortError"));
        });
        worker.addEventListener("message", (event: MessageEvent<Picture>) => {
            resolve(event.data);
            end();
        });
        worker.addEventListener("error", (event) => {
            reject(new Error(event.message || "the picture cannot be drawn"));
            end();
        });
        worker.postMessage(task, [task.samples.buffer]);
    });
}

if (typeof document === "undefined") {
    addEventListener("message", (event: MessageEvent<Task>) => {
        const picture = pictureOf(event.data);
        (postMessage as (message: unknown, transfer: Transferable[]) => void)(picture, [
            picture.peaks.buffer,
            picture.mel.buffer,
        ]);
    });
}
