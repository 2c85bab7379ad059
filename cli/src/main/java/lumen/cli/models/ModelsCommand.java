package lumen.cli.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.ModelView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the models, or tells everything about one. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Lists the models, or tells everything about one.",
        parameterListHeading = "%nWhat to tell:%n",
        optionListHeading = "%nOptions:%n",
        synopsisSubcommandLabel = "[COMMAND]",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen models",
            "      which models there are, and which one answers unless another is named",
            "  lumen models mobilenet-v3-large",
            "      its labels with their thresholds, and its model card",
        })
public final class ModelsCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "A model to tell everything about; all models in short if absent.")
    private String id;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    private ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    /** Assembles the command with its subcommands; those for files need no server. */
    public static CommandLine create(Surroundings surroundings) {
        return new CommandLine(new ModelsCommand(surroundings))
                .addSubcommand(new AliasesCommand(surroundings))
                .addSubcommand(new AliasCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new ImportCommand(surroundings))
                .addSubcommand(new QuantizeCommand(surroundings))
                .addSubcommand(new ConvertCommand(surroundings));
    }

    @Override
    public Integer call() {
        return server.answer(
                (client, progress) -> {
                    if (id == null) {
                        List<ModelView> models = client.models();
                        progress.close();
                        list(models);
                    } else {
                        ModelView model = client.model(id);
                        progress.close();
                        tell(model);
                    }
                    return ExitCode.ANSWERED;
                });
    }

    private void list(List<ModelView> models) {
        Screen out = surroundings.terminal().out();
        if (models.isEmpty()) {
            out.line("There are no models.");
            return;
        }
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("model"),
                                Column.text("version"),
                                Column.text("state"),
                                Column.text("architecture"),
                                Column.number("labels"),
                                Column.number("size"),
                                Column.number("parameters"),
                                Column.text("default"),
                                Column.text("aliases")));
        for (ModelView model : models) {
            table.row(
                    List.of(
                            Cell.of(DisplayText.printable(model.id())),
                            Cell.of(orEmpty(model.version())),
                            state(model),
                            Cell.of(orEmpty(model.architecture())),
                            Cell.of(model.labels() == null ? "" : model.labels().size()),
                            Cell.of(model.sizeBytes() == null ? "" : size(model.sizeBytes())),
                            Cell.of(model.parameters() == null ? "" : millions(model.parameters())),
                            Cell.of(model.isDefault() ? "yes" : ""),
                            Cell.of(orEmpty(aliases(model)))));
        }
        table.writeTo(out);
        for (ModelView model : models) {
            if (model.error() != null) {
                out.line(DisplayText.printable(model.id() + ": " + model.error()));
            }
        }
    }

    private static Cell state(ModelView model) {
        return switch (model.state()) {
            case READY -> Cell.of("ready");
            case BROKEN -> new Cell("broken", Emphasis.FAILURE);
        };
    }

    private void tell(ModelView model) {
        Screen out = surroundings.terminal().out();
        fact("model", model.id() + (model.isDefault() ? " (the default)" : ""));
        fact("aliases", aliases(model));
        fact("version", model.version());
        fact("state", model.state().name().toLowerCase(Locale.ROOT));
        fact("error", model.error());
        fact("architecture", model.architecture());
        fact("input", model.inputShape() == null ? null : InputShape.text(model.inputShape()));
        fact("parameters", model.parameters() == null ? null : millions(model.parameters()));
        fact(
                "multiply-adds",
                model.multiplyAdds() == null
                        ? null
                        : millions(model.multiplyAdds()) + " for one window");
        fact("size", model.sizeBytes() == null ? null : size(model.sizeBytes()));
        fact("aggregation", model.aggregation());
        fact(
                "features",
                model.featureSpecification() == null
                        ? null
                        : model.featureSpecification().toString());
        if (model.labels() != null) {
            out.line("");
            labels(model).writeTo(out);
        }
        if (model.card() != null && !model.card().isBlank()) {
            out.line("");
            model.card().lines().map(DisplayText::printable).forEach(out::line);
        }
    }

    private TextTable labels(ModelView model) {
        Map<String, String> names = model.labelNames() == null ? Map.of() : model.labelNames();
        Map<String, Double> thresholds = model.thresholds() == null ? Map.of() : model.thresholds();
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("label"),
                                Column.text("name"),
                                Column.number("threshold")));
        for (String label : model.labels()) {
            Double threshold = thresholds.get(label);
            table.row(
                    List.of(
                            Cell.of(DisplayText.printable(label)),
                            Cell.of(DisplayText.printable(names.getOrDefault(label, ""))),
                            Cell.of(
                                    threshold == null
                                            ? ""
                                            : String.format(Locale.ROOT, "%.2f", threshold))));
        }
        return table;
    }

    private void fact(String name, String value) {
        if (value != null) {
            Screen out = surroundings.terminal().out();
            out.line(
                    out.emphasised(DisplayText.left(name, 14), Emphasis.HEADING)
                            + DisplayText.printable(value));
        }
    }

    private static String orEmpty(String text) {
        return text == null ? "" : DisplayText.printable(text);
    }

    private static String size(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static String aliases(ModelView model) {
        return model.aliases() == null || model.aliases().isEmpty()
                ? null
                : String.join(", ", model.aliases());
    }

    private static String millions(long count) {
        return String.format(Locale.ROOT, "%.2f M", count / 1e6);
    }
}
