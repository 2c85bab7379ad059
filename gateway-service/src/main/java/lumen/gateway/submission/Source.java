package lumen.gateway.submission;

import java.util.Iterator;
import java.util.stream.Stream;

/** The files of a job, read as they are needed, however many there are. */
final class Source implements AutoCloseable {
    private final Stream<AudioSource> stream;
    private final Iterator<AudioSource> files;

    Source(Stream<AudioSource> stream) {
        this.stream = stream;
        this.files = stream.iterator();
    }

    /** The files that were not yet taken. */
    Iterator<AudioSource> files() {
        return files;
    }

    @Override
    public void close() {
        stream.close();
    }
}
