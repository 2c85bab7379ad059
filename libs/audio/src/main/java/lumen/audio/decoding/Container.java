package lumen.audio.decoding;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.util.Set;
import lumen.audio.decoding.AudioException.Reason;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * An opened audio file: its first audio stream and what the file says about it. Only containers and
 * codecs of audio are accepted, none that name other files, and the file's headers are believed
 * only within the limits.
 */
final class Container implements AutoCloseable {
    private static final String FORMATS =
            "wav,w64,mp3,ogg,flac,mov,matroska,webm,aac,aiff,caf,amr,au,asf,ac3,eac3,wv,ape";

    private static final Set<String> CODECS =
            Set.of(
                    "pcm_s16le",
                    "pcm_s16be",
                    "pcm_s24le",
                    "pcm_s24be",
                    "pcm_s32le",
                    "pcm_s32be",
                    "pcm_f32le",
                    "pcm_f32be",
                    "pcm_f64le",
                    "pcm_f64be",
                    "pcm_u8",
                    "pcm_s8",
                    "pcm_alaw",
                    "pcm_mulaw",
                    "adpcm_ms",
                    "adpcm_ima_wav",
                    "mp3",
                    "mp3float",
                    "mp2",
                    "mp2float",
                    "vorbis",
                    "flac",
                    "aac",
                    "alac",
                    "opus",
                    "wmav1",
                    "wmav2",
                    "wmapro",
                    "amrnb",
                    "amrwb",
                    "ac3",
                    "eac3",
                    "wavpack",
                    "ape");

    private static final String ACCEPTED = "wav, mp3, ogg, flac, m4a, opus, webm, aiff or aac";

    // More makes the probing of 16-bit wav for DTS cost more than the decoding.
    private static final String PROBE_BYTES = "32768";
    private static final String MOST_STREAMS = "16";
    private static final String MOST_PROBE_PACKETS = "500";

    private final AVFormatContext context;
    private final SourceInput input;
    private final double presentShare;
    private final AVStream stream;
    private final AVCodec codec;
    private final String codecName;
    private final String format;

    private Container(AVFormatContext context, SourceInput input, double presentShare)
            throws AudioException {
        this.context = context;
        this.input = input;
        this.presentShare = presentShare;
        format = name(context.iformat());
        int index = -1;
        for (int i = 0; i < context.nb_streams(); i++) {
            boolean audio = context.streams(i).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO;
            if (audio && index < 0) {
                index = i;
            } else {
                context.streams(i).discard(AVDISCARD_ALL);
            }
        }
        if (index < 0) {
            throw new AudioException(
                    Reason.UNREADABLE, "there is no sound in this " + format + " file");
        }
        stream = context.streams(index);
        codecName = avcodec_get_name(stream.codecpar().codec_id()).getString();
        codec = avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null || codec.isNull() || !CODECS.contains(codec.name().getString())) {
            throw new AudioException(
                    Reason.UNREADABLE,
                    "the audio is coded as " + codecName + ", which is not accepted");
        }
    }

    /**
     * Reads the headers.
     *
     * @param presentShare the part of the declared audio that the file can hold, 0 to 1
     * @throws AudioException if this is no audio that is accepted, or implausible
     */
    static Container open(SourceInput input, double presentShare, DecodingLimits limits)
            throws AudioException {
        AVFormatContext context = avformat_alloc_context();
        context.pb(input.context());
        context.flags(context.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        AVDictionary options = options();
        try {
            int result = avformat_open_input(context, (String) null, null, options);
            if (result < 0) { // and the context has been freed
                input.check();
                throw unreadable(result);
            }
        } finally {
            av_dict_free(options);
        }
        try {
            discardAllButAudio(context);
            int result = avformat_find_stream_info(context, (PointerPointer<Pointer>) null);
            input.check();
            if (result < 0) {
                throw unreadable(result);
            }
            Container container = new Container(context, input, presentShare);
            container.checkPlausible(limits);
            return container;
        } catch (AudioException | RuntimeException | Error e) {
            avformat_close_input(context);
            throw e;
        }
    }

    private static AVDictionary options() {
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "none", 0);
        av_dict_set(options, "format_whitelist", FORMATS, 0);
        av_dict_set(options, "codec_whitelist", String.join(",", CODECS), 0);
        av_dict_set(options, "max_streams", MOST_STREAMS, 0);
        av_dict_set(options, "probesize", PROBE_BYTES, 0);
        av_dict_set(options, "max_probe_packets", MOST_PROBE_PACKETS, 0);
        return options;
    }

    private static void discardAllButAudio(AVFormatContext context) {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (context.streams(i).codecpar().codec_type() != AVMEDIA_TYPE_AUDIO) {
                context.streams(i).discard(AVDISCARD_ALL);
            }
        }
    }

    private static AudioException unreadable(int error) {
        if (Ffmpeg.logged("moov atom not found")) {
            return new AudioException(
                    Reason.TRUNCATED,
                    "the file ends before the index that says where its audio is");
        }
        if (error == AVERROR_EOF) {
            return new AudioException(Reason.TRUNCATED, "the file ends within its header");
        }
        if (Ffmpeg.logged("Invalid sample rate")) {
            return new AudioException(
                    Reason.IMPLAUSIBLE, "the file declares an impossible sample rate");
        }
        if (Ffmpeg.logged("not on whitelist")) {
            return new AudioException(
                    Reason.UNREADABLE,
                    "this kind of file is not accepted; accepted are " + ACCEPTED);
        }
        return new AudioException(
                Reason.UNREADABLE,
                "this is not a readable "
                        + ACCEPTED
                        + " file (the decoder says: "
                        + Ffmpeg.reason(error)
                        + ")");
    }

    private void checkPlausible(DecodingLimits limits) throws AudioException {
        checkPlausible(limits, sampleRate(), channels());
    }

    /** Refuses rates and channel counts out of range; decoded frames may differ from the header. */
    static void checkPlausible(DecodingLimits limits, int rate, int channels)
            throws AudioException {
        if (rate < limits.minSamplingRate() || rate > limits.maxSamplingRate()) {
            throw new AudioException(
                    Reason.IMPLAUSIBLE,
                    "the file declares "
                            + rate
                            + " samples a second; accepted are "
                            + limits.minSamplingRate()
                            + " to "
                            + limits.maxSamplingRate());
        }
        if (channels < 1 || channels > limits.maxChannels()) {
            throw new AudioException(
                    Reason.IMPLAUSIBLE,
                    "the file declares "
                            + channels
                            + " channels; accepted are 1 to "
                            + limits.maxChannels());
        }
    }

    String format() {
        return format;
    }

    String codecName() {
        return codecName;
    }

    AVCodec codec() {
        return codec;
    }

    AVCodecParameters parameters() {
        return stream.codecpar();
    }

    AVRational timeBase() {
        return stream.time_base();
    }

    int sampleRate() {
        return stream.codecpar().sample_rate();
    }

    int channels() {
        return stream.codecpar().ch_layout().nb_channels();
    }

    /** How long the audio is said or estimated to play, in seconds; NaN if nothing tells. */
    double duration() {
        double declared = declaredDuration();
        return Double.isNaN(declared) ? estimatedDuration() : declared;
    }

    /**
     * How long the audio plays by what the file's header declares, in seconds; NaN if it declares
     * nothing, so that a missing end cannot be told from it.
     */
    double declaredDuration() {
        if (presentShare < 1) {
            return estimatedDuration() / presentShare;
        }
        // The end of an ogg stream is found by looking for its last page, so it is never missing.
        // Bit rate times size is a guess, not a declaration.
        if (format.equals("ogg")
                || context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
            return Double.NaN;
        }
        double declared = Double.POSITIVE_INFINITY;
        if (stream.duration() != AV_NOPTS_VALUE && stream.duration() > 0) {
            AVRational base = stream.time_base();
            declared = (double) stream.duration() * base.num() / base.den();
        }
        // A film may last longer than its sound.
        if (context.nb_streams() == 1 && estimatedDuration() > 0) {
            declared = Math.min(declared, estimatedDuration());
        }
        return Double.isFinite(declared) ? declared : Double.NaN;
    }

    private double estimatedDuration() {
        return context.duration() == AV_NOPTS_VALUE
                ? Double.NaN
                : (double) context.duration() / AV_TIME_BASE;
    }

    /** How much of the declared duration there is room for in the file, in seconds, or NaN. */
    double presentDuration() {
        return declaredDuration() * presentShare;
    }

    /** The size of the file in bytes. */
    long size() {
        return input.size();
    }

    /**
     * Reads the next packet.
     *
     * @return FFmpeg's error where the file ends or is too damaged to read on, else not negative
     */
    int read(AVPacket packet) throws AudioException {
        int result = av_read_frame(context, packet);
        if (result < 0) {
            input.check();
        }
        return result;
    }

    boolean isOfStream(AVPacket packet) {
        return packet.stream_index() == stream.index();
    }

    @Override
    public void close() {
        avformat_close_input(context);
    }

    /** FFmpeg names a demuxer by everything that it reads: the first is the usual one. */
    private static String name(AVInputFormat format) {
        String names = format.name().getString();
        return switch (names.indexOf(',')) {
            case -1 -> names;
            default -> names.startsWith("mov,") ? "m4a" : names.substring(0, names.indexOf(','));
        };
    }
}
