package lumen.benchmarks.augmentation;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/** A chain of FFmpeg's audio filters applied to mono samples in memory. */
final class FilterGraph {
    private static final int BLOCK = 4_096;

    /** A filter with its options; both are constants and numbers of this program. */
    private record Filter(String name, String options) {}

    private FilterGraph() {}

    /** Changes the duration by {@code atempo}; the length is trimmed or filled up. */
    static float[] stretch(float[] samples, int samplingRate, double rate) {
        int length = (int) Math.round(samples.length / rate);
        Filter tempo = new Filter("atempo", String.format(Locale.ROOT, "tempo=%.9f", rate));
        return Arrays.copyOf(apply(samples, samplingRate, List.of(tempo)), length);
    }

    /** Moves the pitch by {@code asetrate}, {@code aresample} and {@code atempo}. */
    static float[] shift(float[] samples, int samplingRate, double ratio) {
        List<Filter> chain =
                List.of(
                        new Filter("asetrate", "r=" + Math.round(samplingRate * ratio)),
                        new Filter("aresample", "osr=" + samplingRate),
                        new Filter("atempo", String.format(Locale.ROOT, "tempo=%.9f", 1 / ratio)));
        return Arrays.copyOf(apply(samples, samplingRate, chain), samples.length);
    }

    private static float[] apply(float[] samples, int samplingRate, List<Filter> chain) {
        AVFilterGraph graph = avfilter_graph_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            graph.nb_threads(1);
            AVFilterContext source =
                    add(
                            graph,
                            "abuffer",
                            "sample_rate=%d:sample_fmt=flt:channel_layout=mono:time_base=1/%d"
                                    .formatted(samplingRate, samplingRate));
            AVFilterContext last = source;
            for (Filter filter : chain) {
                AVFilterContext next = add(graph, filter.name(), filter.options());
                check(avfilter_link(last, 0, next, 0));
                last = next;
            }
            AVFilterContext format = add(graph, "aformat", "sample_fmts=flt:channel_layouts=mono");
            AVFilterContext sink = add(graph, "abuffersink", null);
            check(avfilter_link(last, 0, format, 0));
            check(avfilter_link(format, 0, sink, 0));
            check(avfilter_graph_config(graph, null));
            float[] output = new float[2 * samples.length + BLOCK];
            int length = 0;
            for (int start = 0; start < samples.length; start += BLOCK) {
                send(samples, start, samplingRate, source, frame);
                length = receive(sink, frame, output, length);
            }
            check(av_buffersrc_add_frame(source, (AVFrame) null));
            return Arrays.copyOf(output, receive(sink, frame, output, length));
        } finally {
            av_frame_free(frame);
            avfilter_graph_free(graph);
        }
    }

    private static AVFilterContext add(AVFilterGraph graph, String name, String options) {
        AVFilterContext context = new AVFilterContext(null);
        check(
                avfilter_graph_create_filter(
                        context, avfilter_get_by_name(name), name, options, null, graph));
        return context;
    }

    private static void send(
            float[] samples, int start, int samplingRate, AVFilterContext source, AVFrame frame) {
        int count = Math.min(BLOCK, samples.length - start);
        frame.format(AV_SAMPLE_FMT_FLT);
        frame.nb_samples(count);
        frame.sample_rate(samplingRate);
        av_channel_layout_default(frame.ch_layout(), 1);
        frame.pts(start);
        check(av_frame_get_buffer(frame, 0));
        new FloatPointer(frame.data(0)).put(samples, start, count);
        check(av_buffersrc_add_frame(source, frame));
        av_frame_unref(frame);
    }

    /** Takes what has come out; the end and "not yet" are both told by a negative number. */
    private static int receive(AVFilterContext sink, AVFrame frame, float[] output, int length) {
        int filled = length;
        while (av_buffersink_get_frame(sink, frame) >= 0) {
            int count = Math.min(frame.nb_samples(), output.length - filled);
            new FloatPointer(frame.data(0)).get(output, filled, count);
            filled += count;
            av_frame_unref(frame);
        }
        return filled;
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("FFmpeg answers " + result);
        }
    }
}
