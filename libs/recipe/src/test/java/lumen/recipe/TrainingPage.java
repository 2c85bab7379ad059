package lumen.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumen.model.architecture.Architectures;
import lumen.recipe.RecipeOption.Group;

/** The generated part of docs/training.md. */
final class TrainingPage {
    private TrainingPage() {}

    static String text() {
        StringBuilder page = new StringBuilder();
        for (Group group : Group.values()) {
            page.append("\n### ").append(group.title()).append("\n\n");
            page.append("| option | default | meaning | the reference |\n|---|---|---|---|\n");
            RecipeOptions.all().stream()
                    .filter(option -> option.group() == group)
                    .forEach(option -> page.append(row(option)));
        }
        page.append("\n### Presets\n\n| preset | what it is | differs from the defaults in |\n");
        page.append("|---|---|---|\n");
        for (Preset preset : Preset.values()) {
            List<String> differences = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : preset.options().properties()) {
                String words = value(entry.getValue());
                differences.add(
                        "`%s=%s`".formatted(entry.getKey(), words.isEmpty() ? "(none)" : words));
            }
            page.append(
                    "| `%s` | %s | %s |\n"
                            .formatted(
                                    preset, preset.description(), String.join(" ", differences)));
        }
        page.append("\n### Models and transforms\n\n| model | audio_transform |\n|---|---|\n");
        for (String name : Architectures.names()) {
            page.append("| `%s` | ".formatted(name));
            page.append(
                    String.join(
                            ", ",
                            RecipeOptions.transforms(name).stream().map(Enum::name).toList()));
            page.append(" |\n");
        }
        return page.toString();
    }

    private static String row(RecipeOption option) {
        StringBuilder meaning = new StringBuilder(option.help());
        // Long lists of names have pages of their own.
        boolean listed = !option.choices().isEmpty() && option.choices().size() < 10;
        if (listed) {
            meaning.append(" One of ").append(String.join(", ", option.choices())).append('.');
        }
        if (!option.bounds().isEmpty()) {
            meaning.append(" (").append(option.bounds()).append(")");
        }
        return "| `%s` | %s | %s | %s |\n"
                .formatted(option.flag(), standard(option), meaning, option.reference())
                .replace("|  |", "| |");
    }

    private static String standard(RecipeOption option) {
        JsonNode value = option.defaultValue();
        if (value.isNull()) {
            return "";
        }
        String text = value(value);
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String value(JsonNode value) {
        List<String> entries = new ArrayList<>();
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            entry ->
                                    entries.add(
                                            entry.getKey()
                                                    + "="
                                                    + value(entry.getValue()).replace(' ', ',')));
            return String.join(" ", entries);
        }
        if (!value.isArray()) {
            return value.isNull() ? "(none)" : value.asText();
        }
        value.forEach(entry -> entries.add(entry.asText()));
        return String.join(" ", entries);
    }
}
