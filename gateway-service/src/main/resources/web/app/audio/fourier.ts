/**
 * The power spectrum of real frames by a fast Fourier transform: a complex transform of half the
 * length (Cooley and Tukey, radix 2, in place) whose result is taken apart into the real one's.
 */
export class PowerSpectrum {
    private readonly half: number;
    private readonly cosines: Float64Array;
    private readonly sines: Float64Array;
    private readonly order: Uint32Array;
    private readonly real: Float64Array;
    private readonly imaginary: Float64Array;

    /** @param size samples in a frame, a power of two from 4 */
    constructor(private readonly size: number) {
        this.half = size / 2;
        this.cosines = new Float64Array(this.half);
        this.sines = new Float64Array(this.half);
        for (let k = 0; k < this.half; k++) {
            this.cosines[k] = Math.cos((2 * Math.PI * k) / size);
            this.sines[k] = Math.sin((2 * Math.PI * k) / size);
        }
        const bits = Math.log2(this.half);
        this.order = new Uint32Array(this.half);
        for (let i = 0; i < this.half; i++) {
            let turned = 0;
            for (let bit = 0; bit < bits; bit++) {
                turned |= ((i >> bit) & 1) << (bits - 1 - bit);
            }
            this.order[i] = turned;
        }
        this.real = new Float64Array(this.half);
        this.imaginary = new Float64Array(this.half);
    }

    /** @param power takes size / 2 + 1 values, squared magnitudes from 0 Hz up */
    of(frame: Float64Array, power: Float64Array): void {
        const { half, real, imaginary, order } = this;
        for (let i = 0; i < half; i++) {
            const place = order[i]!;
            real[place] = frame[2 * i]!;
            imaginary[place] = frame[2 * i + 1]!;
        }
        this.transform();
        for (let k = 0; k <= half; k++) {
            const a = k % half;
            const b = (half - k) % half;
            const evenReal = (real[a]! + real[b]!) / 2;
            const evenImaginary = (imaginary[a]! - imaginary[b]!) / 2;
            const oddReal = (imaginary[a]! + imaginary[b]!) / 2;
            const oddImaginary = (real[b]! - real[a]!) / 2;
            const cosine = k === half ? -1 : this.cosines[k]!;
            const sine = k === half ? 0 : this.sines[k]!;
            const x = evenReal + cosine * oddReal + sine * oddImaginary;
            const y = evenImaginary + cosine * oddImaginary - sine * oddReal;
            power[k] = x * x + y * y;
        }
    }

    private transform(): void {
        const { half, real, imaginary } = this;
        for (let length = 2; length <= half; length *= 2) {
            const stride = this.size / length;
            const middle = length / 2;
            for (let start = 0; start < half; start += length) {
                for (let k = 0; k < middle; k++) {
                    const cosine = this.cosines[k * stride]!;
                    const sine = this.sines[k * stride]!;
                    const low = start + k;
                    const high = low + middle;
                    const x = real[high]! * cosine + imaginary[high]! * sine;
                    const y = imaginary[high]! * cosine - real[high]! * sine;
                    real[high] = real[low]! - x;
                    imaginary[high] = imaginary[low]! - y;
                    real[low] = real[low]! + x;
                    imaginary[low] = imaginary[low]! + y;
                }
            }
        }
    }
}
