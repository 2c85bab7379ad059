package lumen.cli.rest;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.cli.selection.AudioFile;

/**
 * Files and fields as {@code multipart/form-data} (RFC 7578). The files are read from the disk
 * while they are sent, so that any number of any size takes the same memory.
 *
 * <p>An upload that is sent again is the same byte for byte and carries the same key, so that a
 * server that has taken it already answers with the first job.
 */
public final class MultipartUpload {
    private static final String LINE_END = "\r\n";

    private final String idempotencyKey = UUID.randomUUID().toString();
    private final String boundary = "lumen-" + UUID.randomUUID();
    private final Map<String, String> fields;
    private final List<AudioFile> files;

    /**
     * @param fields names and values that go before the files, in order
     * @param files what is sent, each as a part named {@code files}
     */
    public MultipartUpload(Map<String, String> fields, List<AudioFile> files) {
        this.fields = new LinkedHashMap<>(fields);
        this.files = List.copyOf(files);
    }

    /** Tells the server that this is the same request when it comes again. */
    public String idempotencyKey() {
        return idempotencyKey;
    }

    /** The value of the Content-Type header. */
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The number of bytes of all files. */
    public long fileBytes() {
        long bytes = 0;
        for (AudioFile file : files) {
            bytes += file.bytes();
        }
        return bytes;
    }

    /**
     * The body, to be sent once.
     *
     * @throws FileNotFoundException if a file is not there any more
     */
    public BodyPublisher body() throws FileNotFoundException {
        List<BodyPublisher> parts = new ArrayList<>();
        fields.forEach(
                (name, value) ->
                        parts.add(
                                text(
                                        "--" + boundary,
                                        "Content-Disposition: form-data; name=\"" + name + '"',
                                        "Content-Type: text/plain; charset=UTF-8",
                                        "",
                                        value,
                                        "")));
        for (AudioFile file : files) {
            String fileName = quoted(file.path().getFileName().toString());
            parts.add(
                    text(
                            "--" + boundary,
                            "Content-Disposition: form-data; name=\"files\"; filename=" + fileName,
                            "Content-Type: application/octet-stream",
                            "",
                            ""));
            parts.add(BodyPublishers.ofFile(file.path()));
            parts.add(text("", ""));
        }
        parts.add(text("--" + boundary + "--", ""));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private static BodyPublisher text(String... lines) {
        return BodyPublishers.ofString(String.join(LINE_END, lines));
    }

    /** As browsers quote file names. */
    private static String quoted(String fileName) {
        return '"' + fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A") + '"';
    }
}
