package lumen.cli.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOption.Group;
import lumen.recipe.RecipeOptions;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The list of options in the help of commands that take a run's options: group by group, those that
 * are used most with what they do, the others by name only, unless all are wanted.
 */
final class RecipeHelp {
    private static final int NAMES_WIDTH = 34;
    private static final int INDENT = 2;

    /** What a first run is likely to need. */
    private static final Set<String> USUAL =
            Set.of(
                    "train_paths",
                    "val_paths",
                    "test_paths",
                    "train_only_dataset",
                    "batch_size",
                    "audio_transform",
                    "sampling_rate",
                    "augmentations",
                    "aug_kwargs",
                    "model",
                    "pretrained",
                    "ckpt",
                    "finetune_head",
                    "finetune_head_epochs",
                    "loss_function",
                    "optimizer",
                    "scheduler",
                    "lr",
                    "epochs",
                    "preset",
                    "metric",
                    "early_stopping_metric_patience",
                    "experiment_suffix",
                    "quick",
                    "seed",
                    "device");

    /** Longer defaults are told by {@code --help-all} only. */
    private static final int LONGEST_DEFAULT = 160;

    /** More choices than this are told by {@code --help-all} only. */
    private static final int MOST_CHOICES = 12;

    private final Help help;
    private final boolean all;

    /**
     * @param help of the command
     * @param all whether every option is explained
     */
    RecipeHelp(Help help, boolean all) {
        this.help = help;
        this.all = all;
    }

    /** The text that stands where picocli lists options. */
    String text() {
        StringBuilder text = new StringBuilder(heading("This command"));
        for (OptionSpec option : help.commandSpec().options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                text.append(
                        entry(
                                String.join(", ", option.names()) + label,
                                String.join(" ", option.description())));
            }
        }
        for (Group group : Group.values()) {
            text.append(group(group));
        }
        return text.toString();
    }

    private String group(Group group) {
        StringBuilder text = new StringBuilder(heading(group.title()));
        StringBuilder others = new StringBuilder();
        for (RecipeOption option : RecipeOptions.all()) {
            if (option.group() != group) {
                continue;
            }
            if (all || USUAL.contains(option.name())) {
                text.append(entry(names(option), description(option)));
            } else {
                others.append(others.isEmpty() ? "also " : " ").append(option.flag());
            }
        }
        for (String line : wrapped(others.toString(), width() - INDENT)) {
            text.append(" ".repeat(INDENT)).append(line).append(System.lineSeparator());
        }
        return text.toString();
    }

    private String heading(String title) {
        return help.colorScheme().ansi().string("%n@|bold %s|@%n".formatted(title));
    }

    private int width() {
        return help.commandSpec().usageMessage().width();
    }

    /** Names and, beside or below them, what the option does. */
    private String entry(String names, String description) {
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(INDENT)).append(help.colorScheme().optionText(names));
        int column = INDENT + names.length();
        for (String line : wrapped(description, width() - NAMES_WIDTH)) {
            if (column >= NAMES_WIDTH) {
                text.append(System.lineSeparator());
                column = 0;
            }
            text.append(" ".repeat(NAMES_WIDTH - column)).append(line);
            column = width();
        }
        return text.append(System.lineSeparator()).toString();
    }

    /** The text in lines, broken at spaces only: numbers and keys stay whole. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static String names(RecipeOption option) {
        return switch (option.type()) {
            case FLAG -> "--[no-]" + option.flag().substring(2);
            case INTEGER -> option.flag() + " N";
            case NUMBER -> option.flag() + " X";
            case TEXT -> option.flag() + (option.name().equals("ckpt") ? " PATH" : " TEXT");
            case CHOICE -> option.flag() + " NAME";
            case KEYWORDS -> option.flag() + " KEY=VALUE...";
            case LIST ->
                    option.flag()
                            + (option.name().endsWith("_paths")
                                    ? " TYPE:PATH..."
                                    : option.choices().isEmpty() ? " VALUE..." : " NAME...");
        };
    }

    private String description(RecipeOption option) {
        StringBuilder text = new StringBuilder(FaultList.withFlags(option.help()));
        if (!option.choices().isEmpty() && (all || option.choices().size() <= MOST_CHOICES)) {
            text.append(option.type() == RecipeOption.Type.LIST ? " Some of " : " One of ")
                    .append(String.join(", ", option.choices()))
                    .append('.');
        }
        if (all && !option.bounds().isEmpty()) {
            text.append(" Allowed: ").append(option.bounds()).append('.');
        }
        String standard = text(option.defaultValue());
        if (!all && standard.length() > LONGEST_DEFAULT) {
            text.append(" Default: see --help-all.");
        } else if (!standard.isEmpty()) {
            text.append(" Default: ").append(standard).append('.');
        }
        if (all && !option.reference().isEmpty()) {
            text.append(" The reference: ")
                    .append(FaultList.withFlags(option.reference()))
                    .append('.');
        }
        return text.toString();
    }

    /** A value as it is written on a command line; empty when there is none. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> entries = new ArrayList<>();
            value.forEach(entry -> entries.add(entry.asText()));
            return String.join(" ", entries);
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(entry -> entry.getKey() + "=" + text(entry.getValue()).replace(' ', ','))
                    .collect(Collectors.joining(" "));
        }
        if (value.isFloatingPointNumber()) {
            return new BigDecimal(value.asText()).stripTrailingZeros().toPlainString();
        }
        return value.isNull() ? "" : value.asText();
    }
}
