package lumen.cli.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOption.Group;
import lumen.recipe.RecipeOption.Type;
import lumen.recipe.RecipeOptions;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
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
        StringBuilder text = new StringBuilder();
        text.append(heading("This command"));
        TextTable own = table();
        for (OptionSpec option : help.commandSpec().options()) {
            if (!option.hidden()) {
                String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                row(
                        own,
                        String.join(", ", option.names()) + label,
                        String.join(" ", option.description()));
            }
        }
        text.append(own);
        for (Group group : Group.values()) {
            text.append(group(group));
        }
        return text.toString();
    }

    private String group(Group group) {
        List<RecipeOption> options =
                RecipeOptions.all().stream().filter(option -> option.group() == group).toList();
        TextTable table = table();
        List<String> others = new ArrayList<>();
        for (RecipeOption option : options) {
            if (all || USUAL.contains(option.name())) {
                row(table, names(option), description(option));
            } else {
                others.add(option.flag());
            }
        }
        StringBuilder text = new StringBuilder(heading(group.title())).append(table);
        if (!others.isEmpty()) {
            TextTable rest =
                    TextTable.forColumns(
                            help.colorScheme(),
                            new Column(width(), INDENT, Overflow.WRAP));
            rest.addRowValues(plain("also " + String.join(" ", others)));
            text.append(rest);
        }
        return text.toString();
    }

    private String heading(String title) {
        return help.colorScheme().ansi().string("%n@|bold %s|@%n".formatted(title));
    }

    private int width() {
        return help.commandSpec().usageMessage().width();
    }

    private TextTable table() {
        return TextTable.forColumns(
                help.colorScheme(),
                new Column(NAMES_WIDTH, INDENT, Overflow.SPAN),
                new Column(width() - NAMES_WIDTH, INDENT, Overflow.WRAP));
    }

    private void row(TextTable table, String names, String description) {
        // A line of its own where the names reach into the description.
        if (names.length() > NAMES_WIDTH - INDENT) {
            table.addRowValues(help.colorScheme().optionText(names), plain(""));
            table.addRowValues(plain(""), plain(description));
        } else {
            table.addRowValues(help.colorScheme().optionText(names), plain(description));
        }
    }

    private Text plain(String text) {
        return help.colorScheme().ansi().new Text(text, help.colorScheme());
    }

    private static String names(RecipeOption option) {
        return switch (option.type()) {
            case FLAG -> "--[no-]" + option.flag().substring(2);
            case INTEGER -> option.flag() + " N";
            case NUMBER -> option.flag() + " X";
            case TEXT -> option.flag() + " TEXT";
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
        if (!option.choices().isEmpty() && option.choices().size() <= MOST_CHOICES || allChoices(option)) {
            text.append(" One of ").append(String.join(", ", option.choices())).append('.');
        }
        if (all && !option.bounds().isEmpty()) {
            text.append(" Allowed: ").append(option.bounds()).append('.');
        }
        String standard = text(option.defaultValue());
        if (!standard.isEmpty()) {
            text.append(" Default: ").append(standard).append('.');
        }
        if (all && !option.reference().isEmpty()) {
            text.append(" Reference: ").append(FaultList.withFlags(option.reference())).append('.');
        }
        return text.toString();
    }

    private boolean allChoices(RecipeOption option) {
        return all && !option.choices().isEmpty();
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
        return value.isNull() ? "" : value.asText();
    }
}
