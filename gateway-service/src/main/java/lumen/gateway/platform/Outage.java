package lumen.gateway.platform;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Logs the beginning and the end of an outage once each, however often it is noticed. */
public final class Outage {
    private final Logger log;
    private final String activity;
    private final AtomicBoolean present = new AtomicBoolean();

    /**
     * @param log where to
     * @param activity what does not work during the outage, such as "publishing the outbox"
     */
    public Outage(Logger log, String activity) {
        this.log = log;
        this.activity = activity;
    }

    /** The activity failed and will be tried again. */
    public void notice(Exception cause) {
        if (present.compareAndSet(false, true)) {
            log.warnf(cause, "%s does not work now and is tried again", activity);
        }
    }

    /** The activity works. */
    public void over() {
        if (present.compareAndSet(true, false)) {
            log.infof("%s works again", activity);
        }
    }

    /** Whether the activity failed when it was last tried. */
    public boolean present() {
        return present.get();
    }
}
