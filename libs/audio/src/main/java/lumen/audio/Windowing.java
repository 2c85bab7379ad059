package lumen.audio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Set;
import lumen.audio.spectrum.Parameter;

/**
 * How the frames of a clip are cut into windows.
 *
 * @param windowFrames frames in a window, 1 to 65,536
 * @param windowHopFrames frames from one window to the next, 1 to windowFrames
 * @param padding how the last window is filled
 */
public record Windowing(int windowFrames, int windowHopFrames, Padding padding) {
    static final Set<String> KEYS = Set.of("window_frames", "window_hop_frames", "padding");

    /** Checks every range; the message of a failure names the key of the JSON form. */
    public Windowing {
        Objects.requireNonNull(padding, "padding");
        Parameter.within("window_frames", windowFrames, 1, 65_536);
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

    static Windowing read(SpecificationReader json) {
        return new Windowing(
                json.integer("window_frames"),
                json.integer("window_hop_frames"),
                json.constant("padding", Padding.values(), Padding::code));
    }

    void write(ObjectNode json) {
        json.put("window_frames", windowFrames)
                .put("window_hop_frames", windowHopFrames)
                .put("padding", padding.code());
    }
}
