package lumen.inference.catalogue;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;

/**
 * Looks for model files in directories and below. Only files that changed since the last look are
 * read. A model's id is its file's path in its directory; of two with the same the one in the first
 * directory counts. Names that begin with a dot are passed over: they are files that are being
 * written.
 */
public final class ModelDirectory {
    private static final int MAX_DEPTH = 8;

    private final List<Path> directories;

    public ModelDirectory(Path... directories) {
        this.directories =
                Arrays.stream(directories)
                        .map(directory -> directory.toAbsolutePath().normalize())
                        .distinct()
                        .toList();
    }

    /**
     * What the directories hold now; nothing where one does not exist.
     *
     * @param known what they held at the last look
     * @return the entries by id, sorted
     */
    public SortedMap<String, ModelEntry> scan(Map<String, ModelEntry> known) throws IOException {
        SortedMap<String, ModelEntry> entries = new TreeMap<>();
        for (Path directory : directories) {
            for (Path file : modelFiles(directory)) {
                String id = id(directory, file);
                ModelEntry entry =
                        entries.containsKey(id) ? null : examine(id, file, known.get(id));
                if (entry != null) {
                    entries.put(id, entry);
                }
            }
        }
        return Collections.unmodifiableSortedMap(entries);
    }

    private static String id(Path directory, Path file) {
        String relative = directory.relativize(file).toString();
        return relative.substring(0, relative.length() - ModelFile.EXTENSION.length())
                .replace(file.getFileSystem().getSeparator(), "/");
    }

    private static ModelEntry examine(String id, Path file, ModelEntry known) {
        FileStamp stamp;
        try {
            stamp = FileStamp.of(file);
        } catch (IOException e) {
            return null; // It was removed since the directory was listed.
        }
        if (known != null && known.file().equals(file) && known.stamp().equals(stamp)) {
            return known;
        }
        try {
            return new ModelEntry.Usable(id, file, stamp, ModelFile.describe(file));
        } catch (ModelFormatException e) {
            return new ModelEntry.Broken(id, file, stamp, e.getMessage());
        } catch (IOException e) {
            return new ModelEntry.Broken(id, file, stamp, "The file cannot be read: " + e);
        }
    }

    private static List<Path> modelFiles(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        Files.walkFileTree(
                directory,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                MAX_DEPTH,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path visited, BasicFileAttributes attributes) {
                        return isHidden(visited) && !visited.equals(directory)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()
                                && !isHidden(file)
                                && file.toString().endsWith(ModelFile.EXTENSION)) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        // Removed meanwhile, a dangling link or a loop of links: no model file.
                        return FileVisitResult.CONTINUE;
                    }
                });
        return files;
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }
}
