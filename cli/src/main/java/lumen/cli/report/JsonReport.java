package lumen.cli.report;

import java.util.List;
import lumen.cli.rest.Json;
import lumen.cli.terminal.Screen;
import lumen.contracts.rest.ItemView;

/**
 * The answers as one JSON document: an object whose {@code files} are the items, failed ones
 * included, as the REST API gives them, with {@code name} as the user named the file.
 */
public final class JsonReport {
    private JsonReport() {}

    private record Document(List<ItemView> files) {}

    /** Writes the document. */
    public static void write(Answers answers, Screen screen) {
        Json.write(new Document(answers.items()), screen.stream());
    }
}
