package lumen.datasets;

/** The files of one dataset, one after the other; what is wrong is reported and left out. */
interface FileSource extends AutoCloseable {
    /** The next file, or null after the last. */
    AudioFile next() throws DatasetException;

    @Override
    void close() throws DatasetException;
}
