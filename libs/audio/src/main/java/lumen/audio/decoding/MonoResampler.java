package lumen.audio.decoding;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_int;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;
import static org.bytedeco.ffmpeg.global.swresample.swr_set_matrix;

import lumen.audio.decoding.AudioException.Reason;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Turns decoded frames of any sample format, rate and channel layout into mono floats of one rate:
 * the mean of the channels, resampled by a windowed sinc with 64 taps and its edge at 0.95 of the
 * lower Nyquist frequency.
 */
final class MonoResampler implements AutoCloseable {
    private static final int TAPS = 64;
    private static final double CUTOFF = 0.95;
    private static final int LEAST_CAPACITY = 8_192;

    private final int rate;
    private final AVChannelLayout mono = new AVChannelLayout();
    private final PointerPointer<FloatPointer> planes = new PointerPointer<>(1);
    private SwrContext context;
    private FloatPointer output;
    private int sourceRate;
    private int sourceFormat;
    private int sourceChannels;

    MonoResampler(int rate) {
        this.rate = rate;
        av_channel_layout_default(mono, 1);
    }

    /** Takes native samples. */
    interface Sink {
        void samples(FloatPointer samples, int count) throws AudioException;
    }

    /** Converts a frame; what comes before a change of format is finished first. */
    void convert(AVFrame frame, Sink sink) throws AudioException {
        int channels = frame.ch_layout().nb_channels();
        boolean changed =
                frame.sample_rate() != sourceRate
                        || frame.format() != sourceFormat
                        || channels != sourceChannels;
        if (context == null || changed) {
            flush(sink);
            free();
            configure(frame, channels);
        }
        int capacity = ensureCapacity(swr_get_out_samples(context, frame.nb_samples()));
        int count =
                swr_convert(context, planes, capacity, frame.extended_data(), frame.nb_samples());
        check(count);
        if (count > 0) {
            sink.samples(output, count);
        }
    }

    /** Gives out what is still held back. */
    void flush(Sink sink) throws AudioException {
        if (context == null) {
            return;
        }
        int capacity = ensureCapacity(LEAST_CAPACITY);
        int count;
        while ((count = swr_convert(context, planes, capacity, new PointerPointer<>(), 0)) > 0) {
            sink.samples(output, count);
        }
        check(count);
    }

    private void configure(AVFrame frame, int channels) throws AudioException {
        context = new SwrContext(null);
        check(
                swr_alloc_set_opts2(
                        context,
                        mono,
                        AV_SAMPLE_FMT_FLT,
                        rate,
                        frame.ch_layout(),
                        frame.format(),
                        frame.sample_rate(),
                        0,
                        null));
        av_opt_set_int(context, "filter_size", TAPS, 0);
        av_opt_set_double(context, "cutoff", CUTOFF, 0);
        // Left to itself, FFmpeg would weigh two channels by 0.71 each.
        try (DoublePointer weights = new DoublePointer(channels)) {
            for (int channel = 0; channel < channels; channel++) {
                weights.put(channel, 1.0 / channels);
            }
            check(swr_set_matrix(context, weights, channels));
        }
        check(swr_init(context));
        sourceRate = frame.sample_rate();
        sourceFormat = frame.format();
        sourceChannels = channels;
    }

    private int ensureCapacity(int samples) {
        if (output == null || samples > output.capacity()) {
            if (output != null) {
                output.close();
            }
            output = new FloatPointer(Math.max(samples, LEAST_CAPACITY));
            planes.put(0, output);
        }
        return (int) output.capacity();
    }

    private static void check(int result) throws AudioException {
        if (result < 0) {
            throw new AudioException(
                    Reason.UNREADABLE, "the audio cannot be resampled: " + Ffmpeg.reason(result));
        }
    }

    private void free() {
        if (context != null) {
            swr_free(context);
            context = null;
        }
    }

    @Override
    public void close() {
        free();
        if (output != null) {
            output.close();
        }
        planes.close();
        mono.close();
    }
}
