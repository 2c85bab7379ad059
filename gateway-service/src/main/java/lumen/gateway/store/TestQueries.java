package lumen.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.Page;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Reads the scored files of TEST jobs. */
@ApplicationScoped
public class TestQueries {
    /** In which way a prediction may be wrong. */
    public enum PredictionError {
        /** A label was recognised that is not there. */
        FALSE_POSITIVE,
        /** A label is there that was not recognised. */
        FALSE_NEGATIVE,
        /** Either. */
        ANY
    }

    /** In which order predictions are listed. */
    public enum Order {
        /** As the files were submitted. */
        SUBMITTED,
        /** The scores that are furthest from the truth first. */
        WORST
    }

    /**
     * Which predictions.
     *
     * @param label the label that is meant; without an error, recognised or there; null for all
     * @param error the error that was made; null for right ones as well
     */
    public record PredictionFilter(String label, PredictionError error, Order order) {}

    private final Session session;

    TestQueries(Session session) {
        this.session = session;
    }

    /**
     * The job, which is a test.
     *
     * @throws LumenException JOB_NOT_FOUND, NOT_A_TEST
     */
    @Transactional
    public JobEntity requireTest(UUID id) {
        JobEntity job = JobEntity.findById(id);
        if (job == null) {
            throw new LumenException(ErrorCode.JOB_NOT_FOUND, "There is no job " + id + ".");
        }
        if (job.kind != JobKind.TEST) {
            throw new LumenException(ErrorCode.NOT_A_TEST, "The job is of kind " + job.kind + ".");
        }
        return job;
    }

    /**
     * Predictions of a TEST job with their truth.
     *
     * @throws LumenException JOB_NOT_FOUND, NOT_A_TEST
     */
    @Transactional
    public Page<ItemView> predictions(UUID id, PredictionFilter filter, int page, int size) {
        requireTest(id);
        String where = where(filter);
        String order = orderBy(filter);
        NativeQuery<ItemEntity> items =
                session.createNativeQuery("select * from item " + where + order, ItemEntity.class)
                        .setParameter("job", id);
        NativeQuery<Long> count =
                session.createNativeQuery("select count(*) from item " + where, Long.class)
                        .setParameter("job", id);
        if (filter.label() != null) {
            items.setParameter("label", filter.label());
            count.setParameter("label", filter.label());
        }
        return new Page<>(
                items.setFirstResult(page * size).setMaxResults(size).getResultList().stream()
                        .map(ItemEntity::toView)
                        .toList(),
                page,
                size,
                count.getSingleResult());
    }

    private static String where(PredictionFilter filter) {
        List<String> conditions = new ArrayList<>();
        conditions.add("job_id = :job and state = 'SUCCEEDED' and truth is not null");
        if (filter.label() == null) {
            switch (filter.error()) {
                case null -> {}
                case FALSE_POSITIVE -> conditions.add("not labels <@ truth");
                case FALSE_NEGATIVE -> conditions.add("not truth <@ labels");
                case ANY -> conditions.add("not (labels <@ truth and truth <@ labels)");
            }
        } else {
            String recognised = ":label = any (labels)";
            String there = ":label = any (truth)";
            conditions.add(
                    switch (filter.error()) {
                        case null -> "(" + recognised + " or " + there + ")";
                        case FALSE_POSITIVE -> recognised + " and not " + there;
                        case FALSE_NEGATIVE -> there + " and not " + recognised;
                        case ANY -> "(" + recognised + ") <> (" + there + ")";
                    });
        }
        return "where " + String.join(" and ", conditions);
    }

    private static String orderBy(PredictionFilter filter) {
        return switch (filter.order()) {
            case SUBMITTED -> " order by index";
            case WORST ->
                    filter.label() == null
                            ? " order by loss desc, index"
                            : """
                             order by abs(cast(:label = any (truth) as integer)
                              - cast(cast(prediction as json) -> 'scores' ->> :label
                                  as double precision)) desc, index
                            """;
        };
    }
}
