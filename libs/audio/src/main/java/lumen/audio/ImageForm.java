package lumen.audio;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import lumen.audio.spectrum.Parameter;

/**
 * What becomes of a window's planes before a model sees them. A model whose graph resizes and
 * standardises needs nothing of it: {@link #NONE}.
 *
 * @param height the height that every plane is resized to ({@code image_size}, with the window's
 *     width), 1 to 4,096: row y is row {@code ⌊(y + ½)·rows / height⌋} of the plane
 * @param mean what is subtracted from each plane ({@code mean}), one number a plane; or none
 * @param deviation what each plane is then divided by ({@code std}), above 0; as many
 */
public record ImageForm(OptionalInt height, List<Double> mean, List<Double> deviation) {
    /** Planes as they are. */
    public static final ImageForm NONE = new ImageForm(OptionalInt.empty(), List.of(), List.of());

    static final Set<String> KEYS = Set.of("image_size", "mean", "std");

    /** Checks every range; the message of a failure names the key of the JSON form. */
    public ImageForm {
        Objects.requireNonNull(height, "height");
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (height.isPresent()) {
            Parameter.within("image_size", height.getAsInt(), 1, 4_096);
        }
        if (mean.size() != deviation.size()) {
            throw Parameter.invalid("std", "must have as many numbers as mean");
        }
        if (!mean.stream().allMatch(Double::isFinite)) {
            throw Parameter.invalid("mean", "must be finite, but is " + mean);
        }
        if (!deviation.stream().allMatch(value -> Double.isFinite(value) && value > 0)) {
            throw Parameter.invalid("std", "must be above 0, but is " + deviation);
        }
    }

    /** Planes resized and standardised. */
    public static ImageForm of(int height, List<Double> mean, List<Double> deviation) {
        return new ImageForm(OptionalInt.of(height), mean, deviation);
    }

    /** Planes of their own height, standardised. */
    public static ImageForm standardized(List<Double> mean, List<Double> deviation) {
        return new ImageForm(OptionalInt.empty(), mean, deviation);
    }

    /** Requires that there is a number for each plane. */
    void check(int planes) {
        if (!mean.isEmpty() && mean.size() != planes) {
            throw Parameter.invalid("mean", "must have " + planes + " numbers, but is " + mean);
        }
    }

    /** Requires that planes are not resized. */
    void requireOwnHeight() {
        if (height.isPresent()) {
            throw Parameter.invalid("image_size", "is not for this transform");
        }
    }

    static ImageForm read(SpecificationReader json) {
        List<Double> size = json.numbers("image_size");
        if (size.isEmpty()) {
            return new ImageForm(OptionalInt.empty(), json.numbers("mean"), json.numbers("std"));
        }
        if (size.size() != 2 || size.getFirst() % 1 != 0) {
            throw Parameter.invalid("image_size", "must be height and width, but is " + size);
        }
        if (size.getLast() != json.integer("window_frames")) {
            throw Parameter.invalid("image_size", "must be as wide as window_frames says");
        }
        return of(size.getFirst().intValue(), json.numbers("mean"), json.numbers("std"));
    }

    void write(ObjectNode json, Windowing windowing) {
        height.ifPresent(
                rows -> json.putArray("image_size").add(rows).add(windowing.windowFrames()));
        if (!mean.isEmpty()) {
            ArrayNode means = json.putArray("mean");
            mean.forEach(means::add);
            ArrayNode deviations = json.putArray("std");
            deviation.forEach(deviations::add);
        }
    }
}
