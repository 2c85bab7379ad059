package lumen.gateway.job;

import java.time.Instant;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.State;

/**
 * Where a training run stands. Each state has only the moves that are legal in it: a run waits for
 * a worker, a worker carries it out, it ends; when the worker is lost or gives it back, it waits
 * again with the next attempt. A run that has ended may be resumed.
 *
 * <p>An attempt is a request to the workers. Of those that were sent since a worker was last lost,
 * any may be taken; whoever takes a later one takes the run over.
 */
public sealed interface TrainingLife {
    /** The last attempt that was asked for. */
    int attempt();

    /** The earliest attempt that counts: the one that is carried out, if one is. */
    int leastAttempt();

    /** The state as it is told to users. */
    State state();

    /** The run as a job, which has no items. */
    JobLife toJob();

    /** A run that nobody has asked for yet. */
    static Waiting submitted(Instant at) {
        return new Waiting(1, 1, 0, false, null, at);
    }

    /** A run that has not ended. */
    sealed interface Open extends TrainingLife {
        /** How many attempts in a row were lost without having got further than those before. */
        int fruitless();

        /** Whether a user wants it to end early. */
        boolean stopping();

        /** When a worker first took it; null before. */
        Instant startedAt();

        /** When its worker was last heard of, or when one was last asked for. */
        Instant heardAt();

        /** Whether a worker may take the run with an attempt. */
        default boolean mayClaim(int claimed) {
            return claimed >= leastAttempt() && claimed <= attempt();
        }

        /**
         * A worker takes the run, from another one if that has it.
         *
         * @throws IllegalArgumentException if the attempt does not count
         */
        default Running claim(int claimed, String worker, Instant at) {
            if (!mayClaim(claimed)) {
                throw new IllegalArgumentException(
                        "attempt %d is not one of %d to %d"
                                .formatted(claimed, leastAttempt(), attempt()));
            }
            return new Running(
                    attempt(),
                    claimed,
                    fruitless(),
                    stopping(),
                    worker,
                    startedAt() == null ? at : startedAt(),
                    at);
        }

        /** A user wants the run to end early. A run that never began has nothing to end with. */
        TrainingLife stop(Instant at);

        /** A user ends the run at once. */
        default Cancelled cancel(Instant at) {
            return new Cancelled(attempt(), startedAt(), at);
        }

        @Override
        default State state() {
            return startedAt() == null ? State.QUEUED : State.RUNNING;
        }

        @Override
        default JobLife toJob() {
            return startedAt() == null
                    ? new JobLife.Queued(ItemTally.NONE)
                    : new JobLife.Running(ItemTally.NONE, startedAt());
        }
    }

    /** No worker has the run. */
    record Waiting(
            int attempt,
            int leastAttempt,
            int fruitless,
            boolean stopping,
            Instant startedAt,
            Instant heardAt)
            implements Open {
        /** Nobody took the run for long: it is asked for once more, and either request counts. */
        public Waiting askAgain(Instant at) {
            return new Waiting(attempt + 1, leastAttempt, fruitless, stopping, startedAt, at);
        }

        /** It is no wonder that nobody takes the run: it waits anew. */
        public Waiting waitOn(Instant at) {
            return new Waiting(attempt, leastAttempt, fruitless, stopping, startedAt, at);
        }

        @Override
        public TrainingLife stop(Instant at) {
            return startedAt == null
                    ? cancel(at)
                    : new Waiting(attempt, leastAttempt, fruitless, true, startedAt, heardAt);
        }
    }

    /** A worker carries the run out; the attempt that it took is the earliest that counts. */
    record Running(
            int attempt,
            int leastAttempt,
            int fruitless,
            boolean stopping,
            String worker,
            Instant startedAt,
            Instant heardAt)
            implements Open {
        /** Whether this worker carries the run out with this attempt. */
        public boolean heldBy(int claimed, String someone) {
            return claimed == leastAttempt && someone.equals(worker);
        }

        /** The worker was heard of. */
        public Running hear(Instant at) {
            return new Running(attempt, leastAttempt, fruitless, stopping, worker, startedAt, at);
        }

        @Override
        public Running stop(Instant at) {
            return new Running(attempt, leastAttempt, fruitless, true, worker, startedAt, heardAt);
        }

        /** The worker gives the run back. */
        public Waiting release(Instant at) {
            return new Waiting(attempt + 1, attempt + 1, fruitless, stopping, startedAt, at);
        }

        /**
         * Nothing was heard of the worker for too long.
         *
         * @param gotOn whether the run got further than all attempts before
         * @param most how many fruitless attempts in a row are too many
         * @return the run waiting for another worker, or failed
         */
        public TrainingLife lose(boolean gotOn, int most, Instant at) {
            int lost = gotOn ? 0 : fruitless + 1;
            return lost >= most
                    ? fail(
                            Problem.of(
                                    ErrorCode.TRAINING_LOST,
                                    "%d workers in a row took the run, the last one %s, and were"
                                                    .formatted(lost, worker)
                                            + " not heard of again before it got any further."),
                            at)
                    : new Waiting(attempt + 1, attempt + 1, lost, stopping, startedAt, at);
        }

        /**
         * The run is done.
         *
         * @param early whether a user had it end early
         */
        public Succeeded succeed(boolean early, Instant at) {
            return new Succeeded(attempt, early, startedAt, at);
        }

        /** The run cannot go on. */
        public Failed fail(Problem problem, Instant at) {
            return new Failed(attempt, problem, startedAt, at);
        }
    }

    /** A run that nobody works at any more. */
    sealed interface Ended extends TrainingLife {
        /** When a worker first took it; null if none did. */
        Instant startedAt();

        Instant endedAt();

        /** The run goes on from where it stood. */
        default Waiting resume(Instant at) {
            return new Waiting(attempt() + 1, attempt() + 1, 0, false, null, at);
        }

        @Override
        default int leastAttempt() {
            return attempt();
        }
    }

    /**
     * It has a model.
     *
     * @param early whether a user had it end early
     */
    record Succeeded(int attempt, boolean early, Instant startedAt, Instant endedAt)
            implements Ended {
        @Override
        public State state() {
            return State.SUCCEEDED;
        }

        @Override
        public JobLife toJob() {
            return new JobLife.Succeeded(ItemTally.NONE, startedAt, endedAt);
        }
    }

    /** It could not go on. */
    record Failed(int attempt, Problem problem, Instant startedAt, Instant endedAt)
            implements Ended {
        @Override
        public State state() {
            return State.FAILED;
        }

        @Override
        public JobLife toJob() {
            return new JobLife.Failed(ItemTally.NONE, startedAt, endedAt, problem);
        }
    }

    /** A user ended it at once. */
    record Cancelled(int attempt, Instant startedAt, Instant endedAt) implements Ended {
        @Override
        public State state() {
            return State.CANCELLED;
        }

        @Override
        public JobLife toJob() {
            return new JobLife.Cancelled(ItemTally.NONE, startedAt, endedAt);
        }
    }
}
