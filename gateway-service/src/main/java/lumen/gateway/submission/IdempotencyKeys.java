package lumen.gateway.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.hibernate.Session;

/** Remembers which job answered the first request of an Idempotency-Key. */
@ApplicationScoped
public class IdempotencyKeys {
    private final Session session;

    IdempotencyKeys(Session session) {
        this.session = session;
    }

    /**
     * Claims a key for a job within the caller's transaction. A transaction that claims the same
     * key at the same time makes this one wait until it has ended.
     *
     * @return the job that the key already belongs to; empty if it now belongs to this one
     * @throws LumenException IDEMPOTENCY_CONFLICT if the key belongs to another request
     */
    public Optional<UUID> claim(Submission.Identity identity, UUID job, Instant now) {
        int claimed =
                session.createNativeMutationQuery(
                                """
                                insert into idempotency
                                    (idempotency_key, fingerprint, job_id, created_at)
                                values (?1, ?2, ?3, ?4)
                                on conflict (idempotency_key) do nothing
                                """)
                        .setParameter(1, identity.key())
                        .setParameter(2, identity.fingerprint())
                        .setParameter(3, job)
                        .setParameter(4, now)
                        .executeUpdate();
        if (claimed == 1) {
            return Optional.empty();
        }
        Object[] first =
                session.createNativeQuery(
                                """
                                select fingerprint, job_id from idempotency
                                where idempotency_key = ?1
                                """,
                                Object[].class)
                        .setParameter(1, identity.key())
                        .getSingleResult();
        if (!identity.fingerprint().equals(first[0])) {
            throw new LumenException(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "The first request with this Idempotency-Key was another one.");
        }
        return Optional.of((UUID) first[1]);
    }

    /** Forgets the keys that were claimed before this time. */
    void forgetBefore(Instant time) {
        session.createNativeMutationQuery("delete from idempotency where created_at < ?1")
                .setParameter(1, time)
                .executeUpdate();
    }
}
