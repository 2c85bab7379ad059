package lumen.audio.decoding;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;

/**
 * Loads FFmpeg once and keeps what it logs about the file that a thread is decoding, in place of
 * writing it to the standard error.
 */
final class Ffmpeg {
    /** No sound needs such a block, but a header may ask for it. */
    private static final long LARGEST_ALLOCATION = 64L << 20;

    private static final int MOST_LINES = 8;
    private static final Pattern ORIGIN = Pattern.compile("^(\\[[^]]*] *)+");

    private static final ThreadLocal<ArrayDeque<String>> LOG =
            ThreadLocal.withInitial(ArrayDeque::new);

    private static final class Loaded {
        // Kept in a field: native code holds only its address.
        private static final LogCallback CALLBACK = new Capture();

        static {
            // Otherwise the first file would wait for those that its decoding needs.
            Loader.load(avformat.class);
            Loader.load(swresample.class);
            av_log_set_level(AV_LOG_ERROR);
            setLogCallback(CALLBACK);
            av_max_alloc(LARGEST_ALLOCATION);
        }

        private static void touch() {}
    }

    private static final class Capture extends LogCallback {
        @Override
        public void call(int level, BytePointer message) {
            ArrayDeque<String> lines = LOG.get();
            String line = ORIGIN.matcher(message.getString().strip()).replaceFirst("");
            if (lines.size() < MOST_LINES && !line.isEmpty()) {
                lines.add(line);
            }
        }
    }

    static {
        // JavaCPP would count the memory of the whole process, models included, against the heap's
        // limit, and refuse to allocate.
        if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
            System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        }
    }

    private Ffmpeg() {}

    /** Loads the libraries, if need be, and forgets what was logged on this thread. */
    static void begin() {
        Loaded.touch();
        LOG.get().clear();
    }

    /** Forgets what was logged on this thread. */
    static void end() {
        LOG.remove();
    }

    /** Whether a line logged on this thread contains a text. */
    static boolean logged(String text) {
        return LOG.get().stream().anyMatch(line -> line.contains(text));
    }

    /** What FFmpeg says about a failed call: its first log line or else the meaning of the code. */
    static String reason(int error) {
        ArrayDeque<String> lines = LOG.get();
        if (!lines.isEmpty()) {
            return lines.getFirst();
        }
        byte[] text = new byte[128];
        av_strerror(error, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }
}
