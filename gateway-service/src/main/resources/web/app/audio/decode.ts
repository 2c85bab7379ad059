/** Audio that the browser can play may still be too long to be held in memory as samples. */
const LONGEST_SECONDS = 20 * 60;
const LARGEST_BYTES = 200e6;
const RATE = 22_050;

/** A recording as samples of one channel. */
export interface Decoded {
    samples: Float32Array;
    rate: number;
    seconds: number;
}

/** Why a recording is not drawn, in words. */
export class NotDrawn extends Error {}

/**
 * Decodes audio with the browser.
 *
 * @param seconds the duration, if it is known
 * @throws NotDrawn if the recording is too long, or of a kind that the browser does not know
 */
export async function decode(audio: Blob, seconds: number | undefined): Promise<Decoded> {
    if ((seconds ?? 0) > LONGEST_SECONDS || audio.size > LARGEST_BYTES) {
        throw new NotDrawn("Waveform and spectrogram are drawn of recordings up to 20 minutes.");
    }
    const encoded = await audio.arrayBuffer();
    let decoded: AudioBuffer;
    try {
        decoded = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(encoded);
    } catch {
        throw new NotDrawn("This browser cannot play this kind of file; lumen can read it all the same.");
    }
    return { samples: mixed(decoded), rate: decoded.sampleRate, seconds: decoded.duration };
}

/** The mean of all channels. */
function mixed(audio: AudioBuffer): Float32Array {
    const sum = new Float32Array(audio.length);
    for (let channel = 0; channel < audio.numberOfChannels; channel++) {
        const samples = audio.getChannelData(channel);
        for (let i = 0; i < sum.length; i++) {
            sum[i]! += samples[i]! / audio.numberOfChannels;
        }
    }
    return sum;
}
