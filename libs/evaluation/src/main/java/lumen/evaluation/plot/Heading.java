package lumen.evaluation.plot;

import java.util.List;

/**
 * What stands above a plot.
 *
 * @param title what is shown
 * @param notes lines below it, such as the model and the data
 */
public record Heading(String title, List<String> notes) {
    public Heading {
        notes = List.copyOf(notes);
    }

    /** A title with notes. */
    public static Heading of(String title, String... notes) {
        return new Heading(title, List.of(notes));
    }
}
