/** A recording from the microphone while it is being made. */
export class Recorder {
    private readonly chunks: Blob[] = [];
    private readonly meter: AnalyserNode;
    private readonly levels: Float32Array<ArrayBuffer>;
    private readonly began = performance.now();

    private constructor(
        private readonly stream: MediaStream,
        private readonly context: AudioContext,
        private readonly recorder: MediaRecorder,
    ) {
        this.meter = context.createAnalyser();
        this.meter.fftSize = 1024;
        this.levels = new Float32Array(this.meter.fftSize);
        context.createMediaStreamSource(stream).connect(this.meter);
        recorder.addEventListener("dataavailable", (event) => this.chunks.push(event.data));
        recorder.start(1000);
    }

    /** Asks for the microphone and begins; without the clean-up that is meant for speech. */
    static async begin(): Promise<Recorder> {
        const stream = await navigator.mediaDevices.getUserMedia({
            audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
        });
        return new Recorder(stream, new AudioContext(), new MediaRecorder(stream));
    }

    /** Seconds since the beginning. */
    seconds(): number {
        return (performance.now() - this.began) / 1000;
    }

    /** How loud it is just now, 0 to 1. */
    level(): number {
        this.meter.getFloatTimeDomainData(this.levels);
        return Math.min(1, this.levels.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
    }

    /** Ends the recording and gives it back as a file of this name, without an extension. */
    end(name: string): Promise<File> {
        return new Promise((resolve) => {
            this.recorder.addEventListener("stop", () => {
                this.stream.getTracks().forEach((track) => track.stop());
                void this.context.close();
                const type = this.recorder.mimeType.split(";")[0] ?? "audio/webm";
                const extension = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
                resolve(new File(this.chunks, `${name}.${extension}`, { type }));
            });
            this.recorder.stop();
        });
    }
}
