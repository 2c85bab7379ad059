package lumen.datasets;

/** Takes the faults of a dataset as they are found. */
@FunctionalInterface
public interface FaultSink {
    /**
     * Takes a fault. When it returns, the file or row is left out and reading goes on.
     *
     * @throws DatasetException to stop reading
     */
    void report(DatasetFault fault) throws DatasetException;

    /** Stops at the first fault: for training, where a file left out unseen would do harm. */
    static FaultSink strict() {
        return fault -> {
            throw new DatasetException(fault.message());
        };
    }
}
