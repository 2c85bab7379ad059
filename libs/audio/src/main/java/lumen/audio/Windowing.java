package lumen.audio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Set;
import lumen.audio.spectrum.Parameter;

/**
 * How the frames of a clip are cut into windows.
 *
 * @param windowFrames frames in a window, 1 to 4,194,304
 * @param windowHopFrames frames from one window to the next, 1 to windowFrames
 * @param padding how the last window is filled
 */
public record Windowing(int windowFrames, int windowHopFrames, Padding padding) {
    /** Checks every range; the message of a failure names the key of the JSON form. */
    public Windowing {
        Objects.requireNonNull(padding, "padding");
        Parameter.within("window_frames", windowFrames, 1, 1 << 22);
        Parameter.within("window_hop_frames", windowHopFrames, 1, windowFrames);
    }

    /**
     * Windows that follow each other without overlap, the last filled by {@link Padding#REPEAT}.
     */
    public static Windowing of(int windowFrames) {
        return new Windowing(windowFrames, windowFrames, Padding.REPEAT);
    }

    /** The same windows at another distance. */
    public Windowing withHop(int frames) {
        return new Windowing(windowFrames, frames, padding);
    }

    /** The number of windows of so many frames; at least 1, and the last may need padding. */
    public int windows(int frames) {
        return frames <= windowFrames
                ? 1
                : 1 + Math.ceilDiv(frames - windowFrames, windowHopFrames);
    }

    /**
     * The number of windows of a clip that is cut into pieces of samples before it is transformed.
     *
     * @param samples the clip's length
     * @param piece samples in a piece
     * @param hop samples from one piece to the next
     * @param least a last piece with fewer samples is left out, unless it is the only one
     */
    int pieces(long samples, int piece, int hop, int least) {
        if (samples <= piece) {
            return 1;
        }
        int more = Math.toIntExact(Math.ceilDiv(samples - piece, (long) hop));
        return samples - (long) more * hop < least ? more : 1 + more;
    }

    /** Requires a padding that every transform has. */
    void requirePlainPadding() {
        if (padding == Padding.MEAN || padding == Padding.REFERENCE) {
            throw Parameter.invalid("padding", "can be " + padding.code() + " for MFCC only");
        }
    }

    static Set<String> keys(String width) {
        return Set.of(width, "window_hop_frames", "padding");
    }

    static Windowing read(SpecificationReader json, String width) {
        int frames = json.integer(width);
        Parameter.within(width, frames, 1, 1 << 22);
        return new Windowing(
                frames,
                json.integer("window_hop_frames"),
                json.constant("padding", Padding.values(), Padding::code));
    }

    void write(ObjectNode json, String width) {
        json.put(width, windowFrames)
                .put("window_hop_frames", windowHopFrames)
                .put("padding", padding.code());
    }
}
