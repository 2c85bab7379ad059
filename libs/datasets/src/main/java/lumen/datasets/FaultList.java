package lumen.datasets;

import java.util.ArrayList;
import java.util.List;

/** Counts all faults of a dataset and keeps the first ones. */
public final class FaultList implements FaultSink {
    private final int kept;
    private final List<DatasetFault> faults = new ArrayList<>();
    private long count;

    /**
     * An empty list.
     *
     * @param kept how many faults are kept
     */
    public FaultList(int kept) {
        this.kept = kept;
    }

    @Override
    public void report(DatasetFault fault) {
        count++;
        if (faults.size() < kept) {
            faults.add(fault);
        }
    }

    /** The faults that were kept, in the order in which they were found. */
    public List<DatasetFault> faults() {
        return List.copyOf(faults);
    }

    /** How many faults there were. */
    public long count() {
        return count;
    }
}
