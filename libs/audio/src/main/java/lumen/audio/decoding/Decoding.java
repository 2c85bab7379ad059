package lumen.audio.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import lumen.audio.decoding.AudioException.Reason;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/** The decoding of one opened file, from its packets to mono samples; used once. */
final class Decoding implements AutoCloseable {
    private static final int TRY_AGAIN = -11;

    /** A stream that fails this often is not worth the time. */
    private static final int MOST_CORRUPT_PACKETS = 1_000;

    private final Container container;
    private final DecodingLimits limits;
    private final Deadline deadline;
    private final BlockConsumer consumer;
    private final long mostSamples;
    private final AVCodecContext codec;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final MonoResampler resampler;
    private float[] block = new float[0];
    private long samples;
    private float peak;
    private int corruptPackets;

    Decoding(
            Container container,
            int rate,
            DecodingLimits limits,
            Deadline deadline,
            BlockConsumer consumer) {
        this.container = container;
        this.limits = limits;
        this.deadline = deadline;
        this.consumer = consumer;
        mostSamples = (long) Math.ceil(limits.maxDuration().toMillis() / 1000.0 * rate);
        codec = avcodec_alloc_context3(container.codec());
        resampler = new MonoResampler(rate);
    }

    /** Decodes everything. */
    void run() throws AudioException {
        open();
        int read;
        while ((read = container.read(packet)) >= 0) {
            deadline.check();
            if (container.isOfStream(packet)) {
                send(packet);
                receive();
            }
            av_packet_unref(packet);
        }
        if (read != AVERROR_EOF) {
            countCorrupt(read);
        }
        send(null);
        receive();
        resampler.flush(this::take);
    }

    long samples() {
        return samples;
    }

    float peak() {
        return peak;
    }

    int corruptPackets() {
        return corruptPackets;
    }

    private void open() throws AudioException {
        int result = avcodec_parameters_to_context(codec, container.parameters());
        if (result >= 0) {
            codec.pkt_timebase(container.timeBase());
            // Keeps the decoder, and what it logs, on this thread.
            codec.thread_count(1);
            result = avcodec_open2(codec, container.codec(), (AVDictionary) null);
        }
        if (result < 0) {
            throw new AudioException(
                    Reason.UNREADABLE,
                    "the " + container.codecName() + " audio is damaged: " + Ffmpeg.reason(result));
        }
    }

    private void send(AVPacket next) throws AudioException {
        int result = avcodec_send_packet(codec, next);
        if (result < 0 && result != TRY_AGAIN && result != AVERROR_EOF) {
            countCorrupt(result);
        }
    }

    private void receive() throws AudioException {
        while (true) {
            int result = avcodec_receive_frame(codec, frame);
            if (result == TRY_AGAIN || result == AVERROR_EOF) {
                return;
            }
            if (result < 0) {
                countCorrupt(result);
                return;
            }
            Container.checkPlausible(limits, frame.sample_rate(), frame.ch_layout().nb_channels());
            resampler.convert(frame, this::take);
            av_frame_unref(frame);
        }
    }

    private void countCorrupt(int error) throws AudioException {
        corruptPackets++;
        if (corruptPackets > MOST_CORRUPT_PACKETS) {
            throw new AudioException(
                    Reason.UNREADABLE,
                    "the "
                            + container.codecName()
                            + " audio is damaged in more than "
                            + MOST_CORRUPT_PACKETS
                            + " places: "
                            + Ffmpeg.reason(error));
        }
    }

    private void take(FloatPointer decoded, int count) throws AudioException {
        if (block.length < count) {
            block = new float[count];
        }
        decoded.get(block, 0, count);
        updatePeak(block, count);
        samples += count;
        if (samples > mostSamples) {
            throw tooLong(limits);
        }
        long start = System.nanoTime();
        consumer.block(block, count);
        deadline.extend(System.nanoTime() - start);
    }

    static AudioException tooLong(DecodingLimits limits) {
        return new AudioException(
                Reason.TOO_LONG,
                "the audio plays longer than the allowed "
                        + limits.maxDuration().toMillis() / 1000.0
                        + " s");
    }

    private void updatePeak(float[] values, int count) throws AudioException {
        float greatest = peak;
        for (int i = 0; i < count; i++) {
            float magnitude = Math.abs(values[i]);
            // One comparison for both: NaN is not below anything.
            if (!(magnitude <= greatest)) {
                if (!(magnitude <= Float.MAX_VALUE)) {
                    throw new AudioException(
                            Reason.NOT_FINITE,
                            "near sample "
                                    + (samples + i)
                                    + " the audio holds a value that is not a finite number");
                }
                greatest = magnitude;
            }
        }
        peak = greatest;
    }

    @Override
    public void close() {
        resampler.close();
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(codec);
    }
}
