import { sharp } from "../audio/drawing";
import type { WindowScores } from "../api/types";
import { colour } from "../shell/theme";

/** How one label is heard over the time of a recording: a bar for each window, as high as its score. */
export function drawLane(
    canvas: HTMLCanvasElement,
    windows: WindowScores[],
    place: number,
    settings: { seconds: number; threshold: number; recognised: boolean; hue: number },
): void {
    const context = sharp(canvas);
    const { width, height } = canvas.getBoundingClientRect();
    const scale = width / settings.seconds;
    const strong = colour("--lane-strong").replace("HUE", String(settings.hue));
    const pale = colour("--lane-pale").replace("HUE", String(settings.hue));
    windows.forEach((window, index) => {
        const score = window.scores[place] ?? 0;
        // Windows overlap: each is drawn until the next one begins.
        const end = windows[index + 1]?.start ?? window.end;
        const left = Math.round(window.start * scale);
        const right = Math.round(end * scale);
        const bar = Math.max(1, score * (height - 2));
        context.fillStyle = settings.recognised && score >= settings.threshold ? strong : pale;
        context.fillRect(left, height - bar, Math.max(1, right - left - (right - left > 4 ? 1 : 0)), bar);
    });
    const line = Math.round(height - settings.threshold * (height - 2)) - 0.5;
    context.strokeStyle = colour("--lane-threshold");
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(0, line);
    context.lineTo(width, line);
    context.stroke();
}
