package lumen.training.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lumen.model.file.ModelFile;

/**
 * Finds model and weight files by what people call them.
 *
 * @param directories where models are, the first first
 */
record ModelFiles(List<Path> directories) {
    /**
     * The file of a model's id, of a name below a directory of models, or of a path.
     *
     * @return a file that need not be there
     */
    Path find(String name) {
        for (Path directory : directories) {
            for (String file : List.of(name + ModelFile.EXTENSION, name)) {
                Path found = directory.resolve(file);
                if (Files.isRegularFile(found)) {
                    return found;
                }
            }
        }
        return Path.of(name);
    }
}
