package lumen.cli.models;

import java.util.List;
import java.util.stream.Collectors;

/** A model's input shape, for people. */
final class InputShape {
    private InputShape() {}

    /** The sizes; {@code any} where a model accepts any. */
    static String text(List<Long> shape) {
        return shape.stream()
                .map(size -> size < 0 ? "any" : size.toString())
                .collect(Collectors.joining(" × "));
    }
}
