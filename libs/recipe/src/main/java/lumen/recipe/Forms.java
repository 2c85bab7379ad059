package lumen.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import lumen.audio.augmentation.KeywordArguments;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.recipe.Setting.Form;

/**
 * The forms of values. Numbers and truths are read from texts as well, so that a command line need
 * not know what an option is; a single value is a list of one.
 */
final class Forms {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** True or false. */
    static final Form<Boolean> FLAG =
            new Form<>(RecipeOption.Type.FLAG, List.of(), "", Forms::truth, NODES::booleanNode);

    /** The path of a file or folder. */
    static final Form<Path> PATH =
            new Form<>(
                    RecipeOption.Type.TEXT,
                    List.of(),
                    "",
                    Forms::path,
                    value -> NODES.textNode(value + ""));

    /** Any text that is not empty. */
    static final Form<String> TEXT =
            new Form<>(RecipeOption.Type.TEXT, List.of(), "", Forms::text, NODES::textNode);

    /** Datasets with labels. */
    static final Form<List<DatasetPath>> DATASETS =
            list("irmastrain:DIR, irmastest:DIR, csv:FILE or openmic:DIR", Forms::dataset, false);

    /** Paths of files. */
    static final Form<List<Path>> PATHS = list("", Forms::path, false);

    /** Texts. */
    static final Form<List<String>> TEXTS = list("", Forms::text, false);

    /** Keys with values. */
    static final Form<ObjectNode> KEYWORDS =
            new Form<>(
                    RecipeOption.Type.KEYWORDS,
                    List.of(),
                    "",
                    Forms::keywords,
                    ObjectNode::deepCopy);

    private Forms() {}

    /** A whole number, both bounds allowed. */
    static Form<Integer> integer(int least, int greatest) {
        String bounds = greatest == Integer.MAX_VALUE ? "from " + least : least + " to " + greatest;
        return new Form<>(
                RecipeOption.Type.INTEGER,
                List.of(),
                bounds,
                node -> {
                    BigDecimal number = number(node, "a whole number, " + bounds);
                    if (number.stripTrailingZeros().scale() > 0
                            || number.compareTo(BigDecimal.valueOf(least)) < 0
                            || number.compareTo(BigDecimal.valueOf(greatest)) > 0) {
                        throw refused(node, "a whole number, " + bounds);
                    }
                    return number.intValueExact();
                },
                NODES::numberNode);
    }

    /** Any whole number of 64 bits. */
    static Form<Long> seed() {
        return new Form<>(
                RecipeOption.Type.INTEGER,
                List.of(),
                "from 0",
                node -> {
                    BigDecimal number = number(node, "a whole number from 0");
                    if (number.stripTrailingZeros().scale() > 0
                            || number.signum() < 0
                            || number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
                        throw refused(node, "a whole number from 0");
                    }
                    return number.longValueExact();
                },
                NODES::numberNode);
    }

    /** A number. */
    static Form<Double> number(Bounds bounds) {
        return new Form<>(
                RecipeOption.Type.NUMBER,
                List.of(),
                bounds.words(),
                node -> {
                    double value = number(node, "a number, " + bounds.words()).doubleValue();
                    if (!bounds.allow(value)) {
                        throw refused(node, "a number, " + bounds.words());
                    }
                    return value;
                },
                NODES::numberNode);
    }

    /** A text of a form. */
    static Form<String> text(Pattern pattern, String words) {
        return new Form<>(
                RecipeOption.Type.TEXT,
                List.of(),
                words,
                node -> {
                    if (!node.isValueNode() || !pattern.matcher(node.asText()).matches()) {
                        throw refused(node, words);
                    }
                    return node.asText();
                },
                NODES::textNode);
    }

    /** One of a few texts, in upper or lower case. */
    static Form<String> choice(List<String> choices) {
        return new Form<>(
                RecipeOption.Type.CHOICE,
                choices,
                "",
                node -> chosen(choices, node),
                NODES::textNode);
    }

    /** One of the constants of an enumeration. */
    static <E extends Enum<E>> Form<E> constant(Class<E> type) {
        return constant(type, Arrays.asList(type.getEnumConstants()));
    }

    /** One of some of the constants of an enumeration. */
    static <E extends Enum<E>> Form<E> constant(Class<E> type, List<E> constants) {
        List<String> names = constants.stream().map(Enum::name).toList();
        return new Form<>(
                RecipeOption.Type.CHOICE,
                names,
                "",
                node -> Enum.valueOf(type, chosen(names, node)),
                value -> NODES.textNode(value.name()));
    }

    /** Some of a few texts. */
    static Form<List<String>> choices(List<String> choices) {
        Form<List<String>> list = list("", node -> chosen(choices, node), false);
        return new Form<>(RecipeOption.Type.LIST, choices, "", list.reader(), list.writer());
    }

    /** Whole numbers, both bounds allowed. */
    static Form<List<Integer>> integers(int least, int greatest, String words) {
        Form<Integer> entry = integer(least, greatest);
        return list(words, entry.reader(), true);
    }

    private static <T> Form<List<T>> list(
            String words, Function<JsonNode, T> entry, boolean numbers) {
        return new Form<>(
                RecipeOption.Type.LIST,
                List.of(),
                words,
                node -> {
                    List<T> values = new ArrayList<>();
                    if (node.isArray()) {
                        node.forEach(value -> values.add(entry.apply(value)));
                    } else {
                        values.add(entry.apply(node));
                    }
                    return List.copyOf(values);
                },
                values -> {
                    ArrayNode array = NODES.arrayNode();
                    for (T value : values) {
                        array.add(
                                numbers
                                        ? NODES.numberNode((Integer) value)
                                        : NODES.textNode(value.toString()));
                    }
                    return array;
                });
    }

    private static boolean truth(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return switch (node.isTextual() ? node.textValue().toLowerCase(Locale.ROOT) : "") {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(node, "true or false");
        };
    }

    private static String text(JsonNode node) {
        if (!node.isValueNode() || node.isNull() || node.asText().isBlank()) {
            throw refused(node, "a text");
        }
        return node.asText();
    }

    private static Path path(JsonNode node) {
        try {
            return Path.of(text(node));
        } catch (InvalidPathException e) {
            throw refused(node, "a path");
        }
    }

    private static DatasetPath dataset(JsonNode node) {
        String text = text(node);
        try {
            DatasetPath path = DatasetPath.parse(text);
            if (!path.type().labelled()) {
                throw refused(node, "TYPE:PATH with labels: irmastrain, irmastest, csv or openmic");
            }
            return path;
        } catch (DatasetException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (InvalidPathException e) {
            throw refused(node, "TYPE:PATH");
        }
    }

    private static ObjectNode keywords(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        return KeywordArguments.parse(TEXTS.reader().apply(node));
    }

    private static String chosen(List<String> choices, JsonNode node) {
        Predicate<String> same = choice -> plain(choice).equals(plain(node.asText()));
        return choices.stream()
                .filter(same)
                .findFirst()
                .orElseThrow(() -> refused(node, "one of " + String.join(", ", choices)));
    }

    private static String plain(String choice) {
        return choice.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    private static BigDecimal number(JsonNode node, String allowed) {
        try {
            if (node.isNumber() || node.isTextual()) {
                return new BigDecimal(node.asText().strip());
            }
        } catch (NumberFormatException e) {
            throw refused(node, allowed);
        }
        throw refused(node, allowed);
    }

    private static IllegalArgumentException refused(JsonNode node, String allowed) {
        return new IllegalArgumentException("must be %s, but is %s".formatted(allowed, node));
    }
}
