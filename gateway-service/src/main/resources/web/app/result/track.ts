import { problemIn } from "../api/client";
import { decode, NotDrawn } from "../audio/decode";
import { drawMel, drawWave } from "../audio/drawing";
import type { Picture } from "../audio/picture";
import { Player } from "../audio/player";
import { fill, h } from "../elements/element";
import { clock } from "../elements/format";
import { icon } from "../elements/icon";
import { colour, dark } from "../shell/theme";

const COLUMNS = 1200;
const STEP_SECONDS = 1;
const LEAP_SECONDS = 5;

/** Where a recording can be heard: a file of the user's, or an address of the gateway. */
export type AudioSource = Blob | string;

/** The recording itself: player, waveform and spectrogram, and the line that shows the place. */
export class Track {
    readonly play = h("button", { class: "play", type: "button" });
    readonly clock = h("span", { class: "clock" });
    readonly wave = h("div", {
        class: "wave",
        role: "slider",
        tabindex: 0,
        "aria-label": "Place in the recording",
        "aria-valuemin": 0,
    });
    readonly spectrogram = h("div", { class: "mel" });
    readonly head = h("div", { class: "playhead", "aria-hidden": "true" }, h("div", {}));
    readonly player: Player;
    readonly waveCanvas = h("canvas", { "aria-hidden": "true" });
    readonly melCanvas = h("canvas", { role: "img", "aria-label": "Mel spectrogram" });
    private picture: Picture | undefined;
    private readonly stop = new AbortController();

    constructor(
        private readonly source: AudioSource,
        readonly seconds: number,
        name: string,
    ) {
        this.player = new Player(source);
        this.wave.append(this.waveCanvas);
        this.spectrogram.append(this.melCanvas);
        this.wave.setAttribute("aria-valuemax", seconds.toFixed(1));
        this.play.addEventListener("click", () => this.player.toggle());
        this.wave.addEventListener("keydown", (event) => this.key(event));
        this.player.moved = (place) => this.showPlace(place);
        this.player.turned = (playing) => {
            fill(this.play, icon(playing ? "pause" : "play"));
            this.play.setAttribute("aria-label", `${playing ? "Pause" : "Play"} ${name}`);
        };
        this.player.failed = () => {
            this.play.disabled = true;
            this.play.title = "This browser cannot play this file";
        };
        this.player.turned(false);
        this.showPlace(0);
        for (const surface of [this.wave, this.spectrogram]) {
            this.seekable(surface);
        }
        void this.load();
    }

    /** Lets the pointer choose the place on a surface that is as wide as the recording is long. */
    seekable(surface: HTMLElement): void {
        const seek = (event: PointerEvent): void => {
            const box = surface.getBoundingClientRect();
            this.player.seek(((event.clientX - box.left) / box.width) * this.seconds);
        };
        surface.addEventListener("pointerdown", (event) => {
            if (event.button === 0) {
                surface.setPointerCapture(event.pointerId);
                seek(event);
            }
        });
        surface.addEventListener("pointermove", (event) => {
            if (surface.hasPointerCapture(event.pointerId)) {
                seek(event);
            }
        });
    }

    /** Draws what is known in the present size and colours. */
    draw(): void {
        if (this.picture && this.waveCanvas.isConnected) {
            drawWave(this.waveCanvas, this.picture, colour("--wave"));
            drawMel(this.melCanvas, this.picture, dark() ? "dark" : "light");
        }
    }

    close(): void {
        this.stop.abort();
        this.player.close();
    }

    private async load(): Promise<void> {
        const signal = this.stop.signal;
        try {
            const audio =
                typeof this.source === "string"
                    ? await (await fetch(this.source, { signal })).blob()
                    : this.source;
            const { samples, rate } = await decode(audio, this.seconds);
            const { drawPicture } = await import("../audio/picture");
            this.picture = await drawPicture({ samples, rate, columns: COLUMNS }, signal);
            this.draw();
            this.spectrogram.dataset["drawn"] = "true";
        } catch (error) {
            if (!signal.aborted) {
                const words = error instanceof NotDrawn ? error.message : problemIn(error).title;
                fill(this.spectrogram, h("p", { class: "quiet" }, words));
            }
        }
    }

    private showPlace(place: number): void {
        const words = `${clock(place, true)} of ${clock(this.seconds, true)}`;
        fill(this.clock, clock(place, true), h("span", { class: "quiet" }, ` / ${clock(this.seconds, true)}`));
        this.wave.setAttribute("aria-valuenow", place.toFixed(1));
        this.wave.setAttribute("aria-valuetext", words);
        const share = Math.min(1, place / Math.max(this.seconds, 0.001));
        (this.head.firstElementChild as HTMLElement).style.left = `${share * 100}%`;
    }

    private key(event: KeyboardEvent): void {
        const place = this.player.place;
        const targets: Record<string, number> = {
            ArrowRight: place + STEP_SECONDS,
            ArrowUp: place + STEP_SECONDS,
            ArrowLeft: place - STEP_SECONDS,
            ArrowDown: place - STEP_SECONDS,
            PageUp: place + LEAP_SECONDS,
            PageDown: place - LEAP_SECONDS,
            Home: 0,
            End: this.seconds,
        };
        const target = targets[event.key];
        if (target !== undefined) {
            event.preventDefault();
            this.player.seek(Math.min(this.seconds, target));
        } else if (event.key === " " || event.key === "Enter") {
            event.preventDefault();
            this.player.toggle();
        }
    }
}
