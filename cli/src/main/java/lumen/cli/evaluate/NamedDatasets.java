package lumen.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumen.cli.selection.SelectionException;

/**
 * The datasets of a command line, with absolute paths: the server has another working directory.
 *
 * @param paths each as {@code TYPE:PATH}
 * @param labelled whether they have labels
 * @param roots the directories that the server must be allowed to read
 */
record NamedDatasets(List<String> paths, boolean labelled, List<Path> roots) {
    private static final String UNLABELLED = "inference";

    /**
     * Reads the arguments.
     *
     * @param named each as {@code TYPE:PATH}; a bare path has no labels
     * @throws SelectionException if a path is not there, or only some have labels
     */
    static NamedDatasets of(List<String> named) throws SelectionException {
        List<String> paths = new ArrayList<>();
        List<Path> roots = new ArrayList<>();
        int labelled = 0;
        for (String argument : named) {
            int colon = argument.indexOf(':');
            String type = colon < 0 ? UNLABELLED : argument.substring(0, colon);
            Path path = Path.of(argument.substring(colon + 1)).toAbsolutePath().normalize();
            if (!Files.exists(path)) {
                throw new SelectionException(
                        "There is no " + path,
                        "Name datasets as TYPE:PATH, for example irmastest:data/irmas/test.");
            }
            boolean hasLabels = !type.equals(UNLABELLED);
            labelled += hasLabels ? 1 : 0;
            paths.add(hasLabels ? type + ":" + path : path.toString());
            if (Files.isDirectory(path)) {
                roots.add(path);
            } else {
                roots.add(path.getParent());
                // Paths in a list may be meant from here.
                roots.add(Path.of("").toAbsolutePath());
            }
        }
        if (labelled > 0 && labelled < named.size()) {
            throw new SelectionException(
                    "Only some of the datasets have labels",
                    "Evaluate those with labels, and predict the others.");
        }
        return new NamedDatasets(paths, labelled > 0, roots.stream().distinct().toList());
    }
}
