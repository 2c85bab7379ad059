package lumen.audio.decoding;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import lumen.audio.decoding.AudioException.Reason;

/** Where the bytes of an audio file come from; may be opened more than once. */
@FunctionalInterface
public interface AudioSource {
    /**
     * Opens the bytes at their beginning, for reading and seeking.
     *
     * @throws AudioException with reason NOT_FOUND if there is no such file
     * @throws IOException if the bytes cannot be had for another reason
     */
    SeekableByteChannel open() throws AudioException, IOException;

    /** The bytes of a regular file. */
    static AudioSource of(Path file) {
        return () -> {
            if (Files.isDirectory(file)) {
                throw new AudioException(Reason.NOT_FOUND, "this is a directory, not a file");
            }
            // A pipe or a device could block for ever.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new AudioException(Reason.NOT_FOUND, "this is not a regular file");
            }
            try {
                return Files.newByteChannel(file);
            } catch (NoSuchFileException e) {
                throw new AudioException(Reason.NOT_FOUND, "there is no such file", e);
            } catch (AccessDeniedException e) {
                throw new AudioException(
                        Reason.NOT_FOUND, "the file may not be read by lumen's user", e);
            } catch (FileSystemException e) {
                throw new AudioException(Reason.NOT_FOUND, "the file cannot be opened", e);
            }
        };
    }

    /** Bytes in memory, which must not be changed while they are read. */
    static AudioSource of(byte[] bytes) {
        return () -> new ByteArrayChannel(bytes);
    }
}
