package lumen.gateway.job;

import java.time.Instant;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.State;

/**
 * Where a job stands. Each state has only the moves that are legal in it: {@code QUEUED → RUNNING →
 * SUCCEEDED | FAILED | CANCELLED}, where any state but the last three may be left out when its work
 * takes no time. A job that is still being listed is queued or running as well, but cannot end
 * otherwise than by a user.
 */
public sealed interface JobLife {
    /** The state as it is told to users. */
    State state();

    /** How many items are in which state. */
    ItemTally items();

    /** A job before its first item was counted. */
    static Open submitted() {
        return new Queued(ItemTally.NONE);
    }

    /** A job of which items may still change. */
    sealed interface Open extends JobLife {
        /** When the first item began; null before. */
        Instant startedAt();

        /**
         * Counts what happened to the items.
         *
         * <p>A job whose items have all ended has succeeded when at least one item has, and failed
         * otherwise.
         *
         * @param now the items as they are now
         * @param lastProblem the problem of an item that failed; needed when all have
         * @param at when
         */
        default JobLife count(ItemTally now, Problem lastProblem, Instant at) {
            Instant started = startedAt() == null ? at : startedAt();
            if (now.open() == 0) {
                return now.succeeded() > 0
                        ? new Succeeded(now, started, at)
                        : new Failed(now, started, at, allFailed(now, lastProblem));
            }
            return now.queued() == now.total() ? new Queued(now) : new Running(now, started);
        }

        /** The same job, to which items may still be added. */
        default Listing listing() {
            return new Listing(items(), startedAt());
        }

        /** Ends the job before its items have ended. */
        default Cancelled cancel(Instant at) {
            return new Cancelled(items().allCancelled(), startedAt(), at);
        }

        private static Problem allFailed(ItemTally items, Problem lastProblem) {
            if (lastProblem == null) {
                return Problem.of(ErrorCode.NOTHING_TO_DO, "The job has no items.");
            }
            return Problem.of(
                    lastProblem.code(),
                    items.total() == 1
                            ? lastProblem.detail()
                            : "All %d items failed; one of them: %s"
                                    .formatted(items.total(), lastProblem.detail()));
        }
    }

    /** The job's files are still being listed: items may be added. */
    record Listing(ItemTally items, Instant startedAt) implements Open {
        @Override
        public State state() {
            return startedAt == null ? State.QUEUED : State.RUNNING;
        }

        @Override
        public JobLife count(ItemTally now, Problem lastProblem, Instant at) {
            boolean begun = now.queued() < now.total();
            return new Listing(now, startedAt == null && begun ? at : startedAt);
        }

        /** No file will be added, although not all are listed. */
        public Running stopped() {
            return new Running(items, startedAt);
        }

        /**
         * All files are listed.
         *
         * @param lastProblem the problem of an item that failed; needed when all have
         */
        public JobLife listed(Problem lastProblem, Instant at) {
            return stopped().count(items, lastProblem, at);
        }
    }

    /** No item has begun. */
    record Queued(ItemTally items) implements Open {
        @Override
        public State state() {
            return State.QUEUED;
        }

        @Override
        public Instant startedAt() {
            return null;
        }
    }

    /** An item has begun. */
    record Running(ItemTally items, Instant startedAt) implements Open {
        @Override
        public State state() {
            return State.RUNNING;
        }
    }

    /** A job that does not change any more. */
    sealed interface Ended extends JobLife {
        /** When the first item began; null if none did. */
        Instant startedAt();

        Instant endedAt();
    }

    /** All items have ended, and not all of them failed. */
    record Succeeded(ItemTally items, Instant startedAt, Instant endedAt) implements Ended {
        @Override
        public State state() {
            return State.SUCCEEDED;
        }
    }

    /** All items failed. */
    record Failed(ItemTally items, Instant startedAt, Instant endedAt, Problem problem)
            implements Ended {
        @Override
        public State state() {
            return State.FAILED;
        }
    }

    /** A user ended the job. */
    record Cancelled(ItemTally items, Instant startedAt, Instant endedAt) implements Ended {
        @Override
        public State state() {
            return State.CANCELLED;
        }
    }
}
