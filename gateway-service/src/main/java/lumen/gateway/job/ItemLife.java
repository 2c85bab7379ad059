package lumen.gateway.job;

import java.time.Instant;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.State;

/** Where an item stands. Each state has only the moves that are legal in it. */
public sealed interface ItemLife {
    /** The state as it is told to users. */
    State state();

    /** An item that may still change. */
    sealed interface Open extends ItemLife {
        /** A worker has sent the first of the item's parts, or a further one. */
        default Running begin() {
            return new Running();
        }

        default Succeeded succeed(Prediction prediction, Instant at) {
            return new Succeeded(prediction, at);
        }

        default Failed fail(Problem problem, Instant at) {
            return new Failed(problem, at);
        }
    }

    /** No part has arrived. */
    record Queued() implements Open {
        @Override
        public State state() {
            return State.QUEUED;
        }
    }

    /** Some parts have arrived. */
    record Running() implements Open {
        @Override
        public State state() {
            return State.RUNNING;
        }
    }

    /** An item that does not change any more. */
    sealed interface Ended extends ItemLife {
        Instant endedAt();
    }

    /** All parts have arrived. */
    record Succeeded(Prediction prediction, Instant endedAt) implements Ended {
        @Override
        public State state() {
            return State.SUCCEEDED;
        }
    }

    /** The item cannot be processed. */
    record Failed(Problem problem, Instant endedAt) implements Ended {
        @Override
        public State state() {
            return State.FAILED;
        }
    }

    /** The item's job was cancelled. */
    record Cancelled(Instant endedAt) implements Ended {
        @Override
        public State state() {
            return State.CANCELLED;
        }
    }
}
