package lumen.audio.augmentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keyword arguments of a command line, {@code key=value} or {@code key=value,value}: a value is a
 * whole number if it looks like one, else a number, else a text; several make a list.
 */
public final class KeywordArguments {
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,9}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private KeywordArguments() {}

    /**
     * Reads them to a JSON object.
     *
     * @throws IllegalArgumentException if one has another form, or a key comes twice
     */
    public static ObjectNode parse(List<String> arguments) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? "" : argument.substring(0, equals).strip();
            String value = argument.substring(equals + 1).strip();
            if (key.isEmpty() || value.isEmpty() || value.indexOf('=') >= 0) {
                throw new IllegalArgumentException(
                        "'%s' is no keyword argument: expected key=value or key=value,value"
                                .formatted(argument));
            }
            if (result.has(key)) {
                throw new IllegalArgumentException("'%s' is given twice".formatted(key));
            }
            result.set(key, value(value));
        }
        return result;
    }

    private static JsonNode value(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length == 1) {
            return scalar(text);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (String part : parts) {
            list.add(scalar(part.strip()));
        }
        return list;
    }

    private static JsonNode scalar(String text) {
        if (WHOLE.matcher(text).matches()) {
            return JsonNodeFactory.instance.numberNode(Integer.parseInt(text));
        }
        return NUMBER.matcher(text).matches()
                ? JsonNodeFactory.instance.numberNode(Double.parseDouble(text))
                : JsonNodeFactory.instance.textNode(text);
    }
}
