/** Plays one recording and tells where it is. */
export class Player {
    private readonly audio = new Audio();
    private frame = 0;
    private objectUrl: string | undefined;
    /** Told the present place in seconds, at each change. */
    moved: (seconds: number) => void = () => undefined;
    /** Told when it begins and when it stops. */
    turned: (playing: boolean) => void = () => undefined;
    /** Told that the browser cannot play this. */
    failed: () => void = () => undefined;

    /** @param source the recording, or its address */
    constructor(source: Blob | string) {
        this.audio.preload = "metadata";
        if (typeof source === "string") {
            this.audio.src = source;
        } else {
            this.objectUrl = URL.createObjectURL(source);
            this.audio.src = this.objectUrl;
        }
        this.audio.addEventListener("play", () => this.turn());
        this.audio.addEventListener("pause", () => this.turn());
        this.audio.addEventListener("ended", () => this.turn());
        this.audio.addEventListener("seeked", () => this.moved(this.audio.currentTime));
        this.audio.addEventListener("error", () => this.failed());
    }

    toggle(): void {
        if (this.audio.paused) {
            this.audio.play().catch(() => this.failed());
        } else {
            this.audio.pause();
        }
    }

    get place(): number {
        return this.audio.currentTime;
    }

    seek(seconds: number): void {
        this.audio.currentTime = Math.max(0, seconds);
        this.moved(this.audio.currentTime);
    }

    close(): void {
        cancelAnimationFrame(this.frame);
        this.audio.pause();
        this.audio.removeAttribute("src");
        if (this.objectUrl) {
            URL.revokeObjectURL(this.objectUrl);
        }
    }

    private turn(): void {
        const playing = !this.audio.paused && !this.audio.ended;
        this.turned(playing);
        cancelAnimationFrame(this.frame);
        if (playing) {
            const step = (): void => {
                this.moved(this.audio.currentTime);
                this.frame = requestAnimationFrame(step);
            };
            step();
        } else {
            this.moved(this.audio.currentTime);
        }
    }
}
