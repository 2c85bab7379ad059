package lumen.gateway.platform;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.apache.kafka.common.KafkaException;
import org.hibernate.exception.JDBCConnectionException;

/** Tells failures that pass, because something is away, from those that would come again. */
public final class Outages {
    /**
     * Classes of SQLSTATE (PostgreSQL manual, appendix A): connection exception, transaction
     * rollback (such as a deadlock), insufficient resources, operator intervention (such as a
     * shutdown), system error.
     */
    private static final Set<String> TEMPORARY_CLASSES = Set.of("08", "40", "53", "57", "58");

    private Outages() {}

    /** Whether the same action may well succeed later. */
    public static boolean temporary(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean passes =
                    switch (cause) {
                        case LumenException lumen -> lumen.code() == ErrorCode.UNAVAILABLE;
                        case JDBCConnectionException _ -> true;
                        case SQLTransientException _ -> true;
                        case SQLException sql -> temporary(sql);
                        case KafkaException _ -> true;
                        default -> false;
                    };
            if (passes) {
                return true;
            }
        }
        return false;
    }

    private static boolean temporary(SQLException failure) {
        String state = failure.getSQLState();
        // A pool that has no connection to give says so without a state.
        return state == null || TEMPORARY_CLASSES.contains(state.substring(0, 2));
    }
}
