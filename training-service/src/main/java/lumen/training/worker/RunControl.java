package lumen.training.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import lumen.training.run.RunSignals;

/** What the run that is carried out is told: by the gateway, by other workers, by the service. */
final class RunControl implements RunSignals {
    private final AttemptFile fence;
    private Order order = Order.GO_ON;

    RunControl(AttemptFile fence) {
        this.fence = fence;
    }

    /** Tells the run something; what weighs less than what it was told before has no effect. */
    synchronized void tell(Order wanted) {
        if (weight(wanted) > weight(order)) {
            order = wanted;
        }
    }

    @Override
    public synchronized Order order() {
        if (order == Order.ABANDON) {
            return order;
        }
        try {
            if (!fence.isOwn()) {
                order = Order.ABANDON;
            }
        } catch (IOException e) {
            // Whose the folder is cannot be known: it must not be written.
            throw new UncheckedIOException(e);
        }
        return order;
    }

    private static int weight(Order order) {
        return switch (order) {
            case GO_ON -> 0;
            case STOP -> 1;
            case RELEASE -> 2;
            case CANCEL -> 3;
            case ABANDON -> 4;
        };
    }
}
