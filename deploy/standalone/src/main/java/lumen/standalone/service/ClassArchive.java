package lumen.standalone.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The JVM's archive of a service's loaded classes, which makes starts fast. The JVM writes it when
 * the service first ends. It is of use for exactly the jars, the JVM and the settings that it was
 * written with, and the JVM does not replace one that does not fit: so all of these are part of its
 * name, and those of other names are deleted.
 */
final class ClassArchive {
    private static final String EXTENSION = ".jsa";

    private ClassArchive() {}

    /**
     * The JVM's options for the archive.
     *
     * @param folder where archives are kept
     * @param name the service
     * @param program the folder with its jars
     * @param settings the JVM's other settings
     * @throws IOException if the folders cannot be read
     */
    static List<String> options(Path folder, String name, Path program, List<String> settings)
            throws IOException {
        String file = name + "-" + fingerprint(program, settings) + EXTENSION;
        Files.createDirectories(folder);
        try (DirectoryStream<Path> archives =
                Files.newDirectoryStream(folder, name + "-*" + EXTENSION)) {
            for (Path archive : archives) {
                if (!archive.getFileName().toString().equals(file)) {
                    Files.deleteIfExists(archive);
                }
            }
        }
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + folder.resolve(file),
                "-Xlog:cds*=off",
                "-Xlog:aot*=off");
    }

    /** What changes when the JVM would not accept the archive: it compares sizes and times, too. */
    private static String fingerprint(Path program, List<String> settings) throws IOException {
        CRC32 sum = new CRC32();
        add(sum, Runtime.version().toString());
        settings.forEach(setting -> add(sum, setting));
        try (Stream<Path> files = Files.walk(program)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(
                        sum,
                        "%s %d %s"
                                .formatted(
                                        file,
                                        Files.size(file),
                                        Files.getLastModifiedTime(file).toMillis()));
            }
        }
        return Long.toHexString(sum.getValue());
    }

    private static void add(CRC32 sum, String text) {
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        sum.update('\n');
    }
}
