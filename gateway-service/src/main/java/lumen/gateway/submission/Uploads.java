package lumen.gateway.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Takes uploaded files over into the audio store. */
@ApplicationScoped
public class Uploads {
    private static final int MAX_NAME_CHARACTERS = 255;

    private final AudioStore store;
    private final int maxFiles;

    Uploads(AudioStore store, @ConfigProperty(name = "lumen.uploads.max-files") int maxFiles) {
        this.store = store;
        this.maxFiles = maxFiles;
    }

    /**
     * Checks that there are files, and not too many.
     *
     * @param part the name of the parts that hold files, as the user has to send them
     * @throws LumenException NOTHING_TO_DO, TOO_MANY_ITEMS
     */
    public void requireSome(List<FileUpload> files, String part) {
        if (files == null || files.isEmpty()) {
            throw new LumenException(
                    ErrorCode.NOTHING_TO_DO,
                    "The request has no file in a part named '%s'.".formatted(part));
        }
        if (files.size() > maxFiles) {
            throw new LumenException(
                    ErrorCode.TOO_MANY_ITEMS,
                    "%,d files were sent; %,d are accepted at once."
                            .formatted(files.size(), maxFiles));
        }
    }

    /** Moves the files to the store as the stream is read. An empty file is refused alone. */
    public Stream<AudioSource> keep(UUID job, List<FileUpload> files) {
        return IntStream.range(0, files.size())
                .mapToObj(index -> keep(job, index, files.get(index)));
    }

    private AudioSource keep(UUID job, int index, FileUpload file) {
        String name = name(file, index);
        try {
            if (Files.size(file.uploadedFile()) == 0) {
                return AudioSource.Refused.of(name, ErrorCode.AUDIO_EMPTY, name + " is empty.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be read", e);
        }
        return new AudioSource.Found(name, store.keep(job, index, file.uploadedFile()));
    }

    /** What the client called the file, without directories and control characters. */
    static String name(FileUpload file, int index) {
        return name(file.fileName(), index);
    }

    static String name(String sent, int index) {
        String name = sent == null ? "" : sent.replaceAll("\\p{Cntrl}", "");
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).strip();
        if (name.isEmpty()) {
            return "upload-" + (index + 1);
        }
        return name.length() <= MAX_NAME_CHARACTERS ? name : name.substring(0, MAX_NAME_CHARACTERS);
    }
}
