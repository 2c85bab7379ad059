package lumen.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lumen.recipe.InvalidRecipeException.Fault;

/**
 * The values of all options while a recipe is read: what was given, what applies otherwise, and
 * what is wrong. A value that cannot be read is a fault and counts as not given, so that one fault
 * does not hide another.
 */
final class Values {
    private final ObjectNode given;
    private final Map<String, JsonNode> standards = new HashMap<>();
    private final Map<String, JsonNode> complete = new HashMap<>();
    private final Set<String> without = new LinkedHashSet<>();
    private final Set<String> unreadable = new LinkedHashSet<>();
    private final Map<String, Set<Fault>> faults = new LinkedHashMap<>();

    /**
     * Values of what was given.
     *
     * @param given options by name
     */
    Values(ObjectNode given) {
        this.given = given;
        for (RecipeOption option : RecipeOptions.all()) {
            standards.put(option.name(), option.defaultValue());
        }
        RecipeOptions.settings().forEach(this::check);
    }

    /** Whether the option was given, with a value that can be read. */
    boolean given(Setting<?> setting) {
        return given.hasNonNull(setting.name()) && !unreadable.contains(setting.name());
    }

    /** The value: what was given, or what applies otherwise; null when there is none. */
    <T> T get(Setting<T> setting) {
        return given(setting) ? setting.read(given.get(setting.name())) : standard(setting);
    }

    private void check(Setting<?> setting) {
        if (given(setting)) {
            try {
                setting.read(given.get(setting.name()));
            } catch (IllegalArgumentException e) {
                unreadable.add(setting.name());
                fault(setting, e.getMessage());
            }
        }
    }

    /** Lets other values apply for options that are not given; null takes a value away. */
    void standards(ObjectNode values) {
        values.properties().forEach(entry -> standards.put(entry.getKey(), entry.getValue()));
    }

    /** Lets another value apply for an option that is not given, and gives what then holds. */
    <T> T derive(Setting<T> setting, T value) {
        standards.put(setting.name(), setting.write(value));
        return get(setting);
    }

    /** What applies when the option is not given. */
    <T> T standard(Setting<T> setting) {
        JsonNode standard = standards.get(setting.name());
        return standard.isNull() ? null : setting.read(standard.deepCopy());
    }

    /** Writes a value in its complete form, also where another was given. */
    <T> void override(Setting<T> setting, T value) {
        complete.put(setting.name(), setting.write(value));
    }

    /** Takes options away that have no effect with the others; one that was given is a fault. */
    void unused(String why, Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            if (given(setting)) {
                fault(setting, "has no effect: " + why);
            }
            without.add(setting.name());
        }
    }

    /** Whether an option was taken away. */
    boolean isUnused(Setting<?> setting) {
        return without.contains(setting.name());
    }

    /** Something is wrong with an option. */
    void fault(Setting<?> setting, String message) {
        fault(setting.name(), setting.name() + " " + message);
    }

    /** Something is wrong with what was given by a name. */
    void fault(String name, String message) {
        faults.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(new Fault(name, message));
    }

    /** What is wrong, in the order of the catalogue, unknown options first. */
    List<Fault> faults() {
        Map<String, Set<Fault>> left = new LinkedHashMap<>(faults);
        Set<Fault> ordered = new LinkedHashSet<>();
        Set<Fault> known = new LinkedHashSet<>();
        for (RecipeOption option : RecipeOptions.all()) {
            Set<Fault> its = left.remove(option.name());
            if (its != null) {
                known.addAll(its);
            }
        }
        left.values().forEach(ordered::addAll);
        ordered.addAll(known);
        return List.copyOf(ordered);
    }

    /** Every option with its value, in the order of the catalogue. */
    ObjectNode resolved() {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        for (Setting<?> setting : RecipeOptions.settings()) {
            options.set(
                    setting.name(),
                    isUnused(setting) ? JsonNodeFactory.instance.nullNode() : node(setting));
        }
        return options;
    }

    private <T> JsonNode node(Setting<T> setting) {
        JsonNode whole = complete.get(setting.name());
        return whole == null ? setting.write(get(setting)) : whole;
    }
}
