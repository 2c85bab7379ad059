import type { Picture } from "./picture";

type Colour = [number, number, number];

/** From silence to the loudest. On a dark page sound glows, on a light one it is ink on paper. */
const STOPS: Record<"light" | "dark", Colour[]> = {
    dark: [
        [22, 23, 29],
        [42, 34, 92],
        [104, 48, 134],
        [190, 72, 116],
        [245, 134, 84],
        [255, 228, 160],
    ],
    light: [
        [247, 246, 242],
        [222, 219, 238],
        [172, 164, 222],
        [112, 98, 196],
        [66, 48, 142],
        [26, 16, 66],
    ],
};

const CONTRAST = 1.7;

function table(theme: "light" | "dark"): Uint8ClampedArray {
    const stops = STOPS[theme];
    const colours = new Uint8ClampedArray(256 * 3);
    for (let value = 0; value < 256; value++) {
        // Quiet sounds step back: most of the scale is for the loudest 40 dB.
        const place = (value / 255) ** CONTRAST * (stops.length - 1);
        const low = Math.min(stops.length - 2, Math.floor(place));
        for (let channel = 0; channel < 3; channel++) {
            const from = stops[low]![channel]!;
            const to = stops[low + 1]![channel]!;
            colours[value * 3 + channel] = from + (to - from) * (place - low);
        }
    }
    return colours;
}

/** A canvas' context, its bitmap made as sharp as the screen. */
export function sharp(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    const scale = Math.min(3, devicePixelRatio || 1);
    const box = canvas.getBoundingClientRect();
    canvas.width = Math.max(1, Math.round(box.width * scale));
    canvas.height = Math.max(1, Math.round(box.height * scale));
    const context = canvas.getContext("2d")!;
    context.scale(canvas.width / Math.max(1, box.width), canvas.height / Math.max(1, box.height));
    return context;
}

/** Draws the spectrogram over a whole canvas, high notes above. */
export function drawMel(canvas: HTMLCanvasElement, picture: Picture, theme: "light" | "dark"): void {
    const colours = table(theme);
    const image = new ImageData(picture.columns, picture.bands);
    for (let column = 0; column < picture.columns; column++) {
        for (let band = 0; band < picture.bands; band++) {
            const value = picture.mel[column * picture.bands + band]! * 3;
            const place = ((picture.bands - 1 - band) * picture.columns + column) * 4;
            image.data[place] = colours[value]!;
            image.data[place + 1] = colours[value + 1]!;
            image.data[place + 2] = colours[value + 2]!;
            image.data[place + 3] = 255;
        }
    }
    const exact = new OffscreenCanvas(picture.columns, picture.bands);
    exact.getContext("2d")!.putImageData(image, 0, 0);
    const context = sharp(canvas);
    context.imageSmoothingQuality = "high";
    const box = canvas.getBoundingClientRect();
    context.drawImage(exact, 0, 0, box.width, box.height);
}

/** Draws the waveform over a whole canvas, the loudest swing filling it. */
export function drawWave(canvas: HTMLCanvasElement, picture: Picture, ink: string): void {
    const context = sharp(canvas);
    const { width, height } = canvas.getBoundingClientRect();
    let most = 0.02;
    for (const peak of picture.peaks) {
        most = Math.max(most, Math.abs(peak));
    }
    const middle = height / 2;
    const reach = (height / 2 - 2) / most;
    const bars = Math.max(1, Math.floor(width / 3));
    context.fillStyle = ink;
    for (let bar = 0; bar < bars; bar++) {
        const from = Math.floor((bar / bars) * picture.columns);
        const to = Math.max(from + 1, Math.floor(((bar + 1) / bars) * picture.columns));
        let low = 0;
        let high = 0;
        for (let column = from; column < to; column++) {
            low = Math.min(low, picture.peaks[2 * column]!);
            high = Math.max(high, picture.peaks[2 * column + 1]!);
        }
        const top = middle - Math.max(0.75, high * reach);
        const bottom = middle + Math.max(0.75, -low * reach);
        context.fillRect((bar / bars) * width, top, Math.max(1, width / bars - 1), bottom - top);
    }
}
