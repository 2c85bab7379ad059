package lumen.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.function.Function;
import lumen.recipe.RecipeOption.Group;

/**
 * An option with how its value is read and written, in one of the {@link Forms}.
 *
 * @param <T> what the value is
 * @param option what people see
 * @param form how values are read and written
 */
record Setting<T>(RecipeOption option, Form<T> form) {
    /**
     * How values are read and written.
     *
     * @param type of the option
     * @param choices allowed texts
     * @param bounds what is allowed, in words
     * @param reader gives the value of a node, or throws an IllegalArgumentException whose message
     *     goes on after the option's name
     * @param writer gives the one node of a value
     */
    record Form<T>(
            RecipeOption.Type type,
            List<String> choices,
            String bounds,
            Function<JsonNode, T> reader,
            Function<T, JsonNode> writer) {}

    /** Declares an option without a default. */
    static <T> Setting<T> of(Group group, String name, Form<T> form, String help) {
        return new Setting<>(
                new RecipeOption(
                        name,
                        group,
                        form.type(),
                        NullNode.instance,
                        form.choices(),
                        form.bounds(),
                        help,
                        ""),
                form);
    }

    /** The same with a default. */
    Setting<T> standard(T value) {
        return with(form.writer().apply(value), option.reference());
    }

    /** The same with words on what the reference does differently. */
    Setting<T> reference(String difference) {
        return with(option.defaultValue(), difference);
    }

    private Setting<T> with(JsonNode defaultValue, String reference) {
        return new Setting<>(
                new RecipeOption(
                        option.name(),
                        option.group(),
                        option.type(),
                        defaultValue,
                        option.choices(),
                        option.bounds(),
                        option.help(),
                        reference),
                form);
    }

    String name() {
        return option.name();
    }

    T read(JsonNode node) {
        return form.reader().apply(node);
    }

    JsonNode write(T value) {
        return value == null ? JsonNodeFactory.instance.nullNode() : form.writer().apply(value);
    }
}
