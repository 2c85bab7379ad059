package lumen.cli.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.model.cost.Cost;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells what a model file says about itself; no lumen has to run. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Tells what a model file says about itself; no lumen has to run.",
        parameterListHeading = "%nWhat to tell about:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lumen models show models/lumen-mobilenet-v3-large.onnx")
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A model file.")
    private Path file;

    private final Surroundings surroundings;

    ShowCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return ModelWork.answer(
                surroundings,
                () -> {
                    ModelDescription model = ModelFile.describe(file);
                    tell(model, multiplyAdds(model));
                    return ExitCode.ANSWERED;
                });
    }

    private OptionalLong multiplyAdds(ModelDescription model)
            throws IOException, ModelFormatException {
        Optional<long[]> shape = model.windowShape();
        return shape.isEmpty()
                ? OptionalLong.empty()
                : Cost.of(ModelFile.outline(file), shape.get()).multiplyAdds();
    }

    private void tell(ModelDescription model, OptionalLong multiplyAdds) {
        Screen out = surroundings.terminal().out();
        fact("file", file.toString());
        fact("version", model.version());
        fact("architecture", model.metadata().architecture());
        fact("input", InputShape.text(model.inputShape()));
        fact("parameters", String.format(Locale.ROOT, "%,d", model.parameters()));
        if (multiplyAdds.isPresent()) {
            fact(
                    "multiply-adds",
                    String.format(Locale.ROOT, "%,d for one window", multiplyAdds.getAsLong()));
        }
        fact("size", String.format(Locale.ROOT, "%.1f MB", model.sizeBytes() / 1e6));
        fact("aggregation", model.metadata().aggregation().name());
        fact("features", model.metadata().featureSpecification().toString());
        fact("delivered as", model.metadata().featureElementType().name());
        fact("provenance", model.metadata().provenance().toString());
        out.line("");
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("label"),
                                Column.text("name"),
                                Column.number("threshold")));
        for (String label : model.metadata().labels()) {
            table.row(
                    List.of(
                            Cell.of(DisplayText.printable(label)),
                            Cell.of(
                                    DisplayText.printable(
                                            model.metadata().labelNames().getOrDefault(label, ""))),
                            Cell.of(
                                    String.format(
                                            Locale.ROOT,
                                            "%.2f",
                                            model.metadata().thresholds().get(label)))));
        }
        table.writeTo(out);
    }

    private void fact(String name, String value) {
        Screen out = surroundings.terminal().out();
        out.line(
                out.emphasised(DisplayText.left(name, 14), Emphasis.HEADING)
                        + DisplayText.printable(value));
    }
}
