package lumen.gateway.job;

import lumen.contracts.rest.JobView.ItemCounts;
import lumen.contracts.rest.State;

/** How many items of a job are in which state. */
public record ItemTally(long queued, long running, long succeeded, long failed, long cancelled) {
    /** No items. */
    public static final ItemTally NONE = new ItemTally(0, 0, 0, 0, 0);

    /**
     * @throws IllegalArgumentException if a number is negative
     */
    public ItemTally {
        if (queued < 0 || running < 0 || succeeded < 0 || failed < 0 || cancelled < 0) {
            throw new IllegalArgumentException(
                    "more items left a state than were in it: %d queued, %d running, %d succeeded,"
                                    .formatted(queued, running, succeeded)
                            + " %d failed, %d cancelled".formatted(failed, cancelled));
        }
    }

    /** The same items and {@code count} more in a state. */
    public ItemTally with(State state, long count) {
        return switch (state) {
            case QUEUED -> new ItemTally(queued + count, running, succeeded, failed, cancelled);
            case RUNNING -> new ItemTally(queued, running + count, succeeded, failed, cancelled);
            case SUCCEEDED -> new ItemTally(queued, running, succeeded + count, failed, cancelled);
            case FAILED -> new ItemTally(queued, running, succeeded, failed + count, cancelled);
            case CANCELLED -> new ItemTally(queued, running, succeeded, failed, cancelled + count);
        };
    }

    /** The same items after one went from a state to another. */
    public ItemTally moved(State from, State to) {
        // The arrival first: a move within one state must not go below zero in between.
        return with(to, 1).with(from, -1);
    }

    /** The same items after every open one was cancelled. */
    public ItemTally allCancelled() {
        return new ItemTally(0, 0, succeeded, failed, cancelled + open());
    }

    /** The number of items that will still change. */
    public long open() {
        return queued + running;
    }

    /** The number of items. */
    public long total() {
        return queued + running + succeeded + failed + cancelled;
    }

    /** The same numbers, as users are told them. */
    public ItemCounts toCounts() {
        return new ItemCounts(total(), queued, running, succeeded, failed, cancelled);
    }
}
