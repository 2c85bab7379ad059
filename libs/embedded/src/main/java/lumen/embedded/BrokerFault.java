package lumen.embedded;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.common.utils.Exit;

/**
 * What happens when the broker finds that it cannot go on. Left to itself it ends the process at
 * once and without a word. Here, a start fails with an exception; later on, the process ends in the
 * ordinary way, so that everything else in it is stopped too.
 */
final class BrokerFault extends Error {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(BrokerFault.class.getName());

    private BrokerFault() {
        super("the broker cannot go on; its log says why");
    }

    /** From now on a fault is an exception in the thread that found it. */
    static void failsTheStart() {
        handle(
                (_, _) -> {
                    throw new BrokerFault();
                });
    }

    /** From now on a fault ends the process. */
    static void endsTheProcess() {
        handle(
                (status, _) -> {
                    LOG.log(Level.SEVERE, "the broker cannot go on: this process ends");
                    System.err.println("The Kafka broker cannot go on: lumen ends.");
                    // Not in this thread: the end waits for the broker, the broker for its threads.
                    Thread.ofPlatform().daemon().start(() -> System.exit(status));
                    throw new BrokerFault();
                });
    }

    private static void handle(Exit.Procedure procedure) {
        Exit.setExitProcedure(procedure);
        Exit.setHaltProcedure(procedure);
    }
}
