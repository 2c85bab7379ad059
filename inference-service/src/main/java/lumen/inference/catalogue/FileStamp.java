package lumen.inference.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Tells whether a file was changed or replaced, without reading it.
 *
 * @param key identifies the file itself where the file system can; empty otherwise
 */
public record FileStamp(long size, FileTime modified, Optional<Object> key) {
    /** The stamp of a file as it is now; symbolic links are followed. */
    public static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
                attributes.size(),
                attributes.lastModifiedTime(),
                Optional.ofNullable(attributes.fileKey()));
    }
}
