package lumen.audio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import lumen.audio.spectrum.Parameter;

/**
 * Reads the JSON form of a feature specification key by key. Every failure is an {@link
 * IllegalArgumentException} that names the key.
 */
final class SpecificationReader {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final JsonNode json;

    SpecificationReader(JsonNode json) {
        if (json == null || !json.isObject()) {
            throw new IllegalArgumentException("feature specification: not a JSON object");
        }
        this.json = json;
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "feature specification: not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Requires that there is no key but {@code transform}, {@code normalize_audio} and these. */
    void permit(List<Set<String>> keys) {
        Set<String> permitted = new TreeSet<>(Set.of("transform", "normalize_audio"));
        keys.forEach(permitted::addAll);
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!permitted.contains(name)) {
                throw Parameter.invalid(name, "is unknown; the keys are " + permitted);
            }
        }
    }

    int integer(String key) {
        JsonNode value = present(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw Parameter.invalid(key, "must be a whole number, but is " + value);
        }
        return value.intValue();
    }

    double number(String key) {
        return number(key, present(key));
    }

    OptionalDouble optionalNumber(String key) {
        return json.hasNonNull(key)
                ? OptionalDouble.of(number(key, json.get(key)))
                : OptionalDouble.empty();
    }

    /** The numbers of a list; none if the key is missing. */
    List<Double> numbers(String key) {
        JsonNode list = json.path(key);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw Parameter.invalid(key, "must be a list of numbers, but is " + list);
        }
        List<Double> numbers = new ArrayList<>();
        list.forEach(value -> numbers.add(number(key, value)));
        return numbers;
    }

    boolean truth(String key) {
        JsonNode value = present(key);
        if (!value.isBoolean()) {
            throw Parameter.invalid(key, "must be true or false, but is " + value);
        }
        return value.booleanValue();
    }

    <E> E constant(String key, E[] values, Function<E, String> name) {
        String wanted = present(key).asText();
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                Parameter.invalid(
                                        key,
                                        "must be one of "
                                                + Arrays.stream(values).map(name).toList()
                                                + ", but is "
                                                + wanted));
    }

    private static double number(String key, JsonNode value) {
        if (!value.isNumber()) {
            throw Parameter.invalid(key, "must be a number, but is " + value);
        }
        return value.doubleValue();
    }

    private JsonNode present(String key) {
        JsonNode value = json.get(key);
        if (value == null || value.isNull()) {
            throw Parameter.invalid(key, "is missing");
        }
        return value;
    }
}
