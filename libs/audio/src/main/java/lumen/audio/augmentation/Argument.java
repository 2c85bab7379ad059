package lumen.audio.augmentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.function.Function;

/**
 * A keyword argument of an augmentation: its key, its default, what is allowed and what it means.
 * The one place for all four; records check their components with it and requests are read with it.
 *
 * @param <T> what its value is: a whole number, a number, a {@link Range} or a text
 */
public final class Argument<T> {
    private final String key;
    private final Optional<T> standard;
    private final String allowed;
    private final String meaning;
    private final Function<JsonNode, Optional<T>> reader;
    private final Function<T, JsonNode> writer;
    private final Function<T, Boolean> valid;

    private Argument(
            String key,
            Optional<T> standard,
            String allowed,
            String meaning,
            Function<JsonNode, Optional<T>> reader,
            Function<T, JsonNode> writer,
            Function<T, Boolean> valid) {
        this.key = key;
        this.standard = standard;
        this.allowed = allowed;
        this.meaning = meaning;
        this.reader = reader;
        this.writer = writer;
        this.valid = valid;
    }

    static Argument<Integer> whole(
            String key, int standard, int least, int greatest, String meaning) {
        return new Argument<>(
                key,
                Optional.of(standard),
                "a whole number from %d to %d".formatted(least, greatest),
                meaning,
                node ->
                        node.isIntegralNumber() && node.canConvertToInt()
                                ? Optional.of(node.intValue())
                                : Optional.empty(),
                JsonNodeFactory.instance::numberNode,
                value -> value >= least && value <= greatest);
    }

    static Argument<Double> number(
            String key, double standard, double least, double greatest, String meaning) {
        return number(key, Optional.of(standard), least, greatest, meaning);
    }

    static Argument<Double> number(
            String key, Optional<Double> standard, double least, double greatest, String meaning) {
        return new Argument<>(
                key,
                standard,
                "a number from %s to %s".formatted(text(least), text(greatest)),
                meaning,
                node -> node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty(),
                JsonNodeFactory.instance::numberNode,
                value -> value >= least && value <= greatest);
    }

    static Argument<Range> range(
            String key, double low, double high, double least, double greatest, String meaning) {
        return new Argument<>(
                key,
                Optional.of(new Range(low, high)),
                "a number or two, least and greatest, from %s to %s"
                        .formatted(text(least), text(greatest)),
                meaning,
                Argument::range,
                value -> JsonNodeFactory.instance.arrayNode().add(value.low()).add(value.high()),
                value -> value.low() >= least && value.high() <= greatest);
    }

    static Argument<String> text(String key, String allowed, String meaning) {
        return new Argument<>(
                key,
                Optional.empty(),
                allowed,
                meaning,
                node -> node.isTextual() ? Optional.of(node.textValue()) : Optional.empty(),
                JsonNodeFactory.instance::textNode,
                value -> !value.isBlank());
    }

    private static Optional<Range> range(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(Range.of(node.doubleValue()));
        }
        boolean two = node.isArray() && node.size() == 2;
        if (!two || !node.get(0).isNumber() || !node.get(1).isNumber()) {
            return Optional.empty();
        }
        double low = node.get(0).doubleValue();
        double high = node.get(1).doubleValue();
        return low <= high ? Optional.of(new Range(low, high)) : Optional.empty();
    }

    /** The name in requests and on command lines. */
    public String key() {
        return key;
    }

    /** The default, if there is one. */
    public Optional<T> standard() {
        return standard;
    }

    /** What its value may be, as half a sentence. */
    public String allowed() {
        return allowed;
    }

    /** What it does, as half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The default as it would be written on a command line, or "none". */
    public String standardText() {
        return standard.map(
                        value ->
                                value instanceof Range range
                                        ? text(range.low()) + "," + text(range.high())
                                        : value instanceof Double number
                                                ? text(number)
                                                : value.toString())
                .orElse("none");
    }

    /**
     * Passes an allowed value on.
     *
     * @throws IllegalArgumentException if it is not allowed; the message names the key
     */
    T check(T value) {
        if (!valid.apply(value)) {
            throw refused(writer.apply(value).toString());
        }
        return value;
    }

    /** Reads and checks the JSON form. */
    T read(JsonNode node) {
        return check(reader.apply(node).orElseThrow(() -> refused(node.toString())));
    }

    JsonNode write(T value) {
        return writer.apply(value);
    }

    private IllegalArgumentException refused(String found) {
        return new IllegalArgumentException(
                "augmentations: %s must be %s, but is %s".formatted(key, allowed, found));
    }

    private static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
