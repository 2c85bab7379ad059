import type { Prediction } from "../api/types";
import { clock, score } from "../elements/format";
import { save } from "../elements/save";
import { colour } from "../shell/theme";
import { labelsOf, type Thresholds } from "./decision";
import { hue } from "./hues";
import type { Track } from "./track";

interface Drawn {
    track: Track;
    prediction: Prediction;
    names: Record<string, string>;
    thresholds: Thresholds;
    title: string;
    headline: string;
}

const WIDTH = 1600;
const MARGIN = 48;
const NAMES = 210;
const SCORES = 90;
const LANE = 40;
const WAVE = 110;
const MEL = 260;

/** Saves the whole result as one picture: title, waveform, spectrogram, and when each label is heard. */
export function savePicture(name: string, drawn: Drawn): void {
    const { prediction, track } = drawn;
    const labels = labelsOf(prediction)
        .map((label, place) => ({ label, place }))
        .sort((a, b) => prediction.scores[b.label]! - prediction.scores[a.label]!);
    const top = MARGIN + 110;
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH;
    canvas.height = top + WAVE + MEL + 24 + labels.length * LANE + 60;
    const context = canvas.getContext("2d")!;
    const left = MARGIN + NAMES;
    const width = WIDTH - left - SCORES - MARGIN;
    context.fillStyle = colour("--paper");
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.textBaseline = "middle";
    text(context, drawn.headline, MARGIN, MARGIN + 22, 40, "--ink", 500);
    text(context, drawn.title, MARGIN, MARGIN + 68, 22, "--quiet");
    context.drawImage(track.waveCanvas, left, top, width, WAVE);
    context.drawImage(track.melCanvas, left, top + WAVE + 8, width, MEL);
    labels.forEach(({ label, place }, row) => {
        const y = top + WAVE + MEL + 24 + row * LANE;
        lane(context, drawn, label, place, left, y, width);
    });
    const foot = top + WAVE + MEL + 24 + labels.length * LANE + 22;
    text(context, "0:00", left, foot, 20, "--quiet");
    context.textAlign = "right";
    text(context, clock(prediction.durationSeconds, true), left + width, foot, 20, "--quiet");
    canvas.toBlob((picture) => {
        if (picture) {
            save(name, picture);
        }
    }, "image/png");
}

function lane(
    context: CanvasRenderingContext2D,
    drawn: Drawn,
    label: string,
    place: number,
    left: number,
    y: number,
    width: number,
): void {
    const { prediction, thresholds, names } = drawn;
    const threshold = thresholds.of(prediction, label);
    const value = prediction.scores[label]!;
    const found = value >= threshold;
    context.textAlign = "left";
    text(context, names[label] ?? label, MARGIN, y + LANE / 2, 24, found ? "--ink" : "--quiet", found ? 500 : 400);
    const windows = prediction.windows ?? [];
    const scale = width / prediction.durationSeconds;
    const height = LANE - 8;
    context.fillStyle = colour("--well");
    context.fillRect(left, y, width, height);
    windows.forEach((window, index) => {
        const heard = window.scores[place] ?? 0;
        const end = windows[index + 1]?.start ?? window.end;
        const strong = found && heard >= threshold ? "--lane-strong" : "--lane-pale";
        context.fillStyle = colour(strong).replace("HUE", String(hue(place)));
        context.fillRect(
            left + window.start * scale,
            y + height * (1 - heard),
            Math.max(1, (end - window.start) * scale - 2),
            height * heard,
        );
    });
    text(context, score(value), left + width + 24, y + LANE / 2, 24, found ? "--ink" : "--quiet", found ? 500 : 400);
}

function text(
    context: CanvasRenderingContext2D,
    words: string,
    x: number,
    y: number,
    size: number,
    ink: string,
    weight = 400,
): void {
    context.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    context.fillStyle = colour(ink);
    context.fillText(words, x, y);
}
