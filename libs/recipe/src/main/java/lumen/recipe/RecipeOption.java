package lumen.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * An option of a training run, as people see it: command line, REST, web form and documentation are
 * made of these.
 *
 * @param name in snake case, as in files and JSON: {@code train_paths}
 * @param group where it belongs
 * @param type the form of its value
 * @param defaultValue what applies when neither a preset nor a model says otherwise; a null node
 *     when there is nothing, or {@code help} says what it depends on
 * @param choices the allowed texts of a {@link Type#CHOICE}, or of the entries of a {@link
 *     Type#LIST}; empty otherwise
 * @param bounds what is allowed, in words, such as "1 to 65536"; empty when the type says it all
 * @param help what it does
 * @param reference what the reference does differently, such as another default; empty when nothing
 */
public record RecipeOption(
        String name,
        Group group,
        Type type,
        JsonNode defaultValue,
        List<String> choices,
        String bounds,
        String help,
        String reference) {
    /** What an option is about. */
    public enum Group {
        DATA("Data"),
        SIGNAL("Signal"),
        AUGMENTATION("Augmentation"),
        MODEL("Model"),
        FINE_TUNING("Fine-tuning"),
        LOSS("Loss"),
        OPTIMISATION("Optimisation"),
        RUN("Run"),
        EXECUTION("Execution");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        /** The heading of the group. */
        public String title() {
            return title;
        }
    }

    /** The form of a value. */
    public enum Type {
        /** True or false. */
        FLAG,
        /** A whole number. */
        INTEGER,
        NUMBER,
        TEXT,
        /** One of a few texts, in upper or lower case. */
        CHOICE,
        /** Texts or numbers, separated by spaces on a command line. */
        LIST,
        /** Keys with values: a JSON object, or {@code key=value key=value,value}. */
        KEYWORDS
    }

    public RecipeOption {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(defaultValue, "defaultValue");
        choices = List.copyOf(choices);
    }

    /** Its name on the command line: {@code --train-paths}. */
    public String flag() {
        return "--" + name.replace('_', '-');
    }
}
