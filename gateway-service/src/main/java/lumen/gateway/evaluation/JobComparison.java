package lumen.gateway.evaluation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.error.LumenException;
import lumen.contracts.rest.TestComparison;
import lumen.contracts.rest.TestComparison.Difference;
import lumen.contracts.rest.TestComparison.Files;
import lumen.evaluation.Figure;
import lumen.evaluation.LabelReport;
import org.hibernate.Session;

/** Puts two TEST jobs side by side. */
@ApplicationScoped
public class JobComparison {
    private static final int NAMES = 100;

    /** A file is matched by its name; of several files of one name the first counts. */
    private static final String MATCHED =
            """
            from (select distinct on (name) name, labels <@ truth and truth <@ labels as correct
                from item where job_id = ?1 and state = 'SUCCEEDED' and truth is not null
                order by name, index) as left_file
            join (select distinct on (name) name, labels <@ truth and truth <@ labels as correct
                from item where job_id = ?2 and state = 'SUCCEEDED' and truth is not null
                order by name, index) as right_file on left_file.name = right_file.name
            """;

    private final TestEvaluations evaluations;
    private final Session session;

    JobComparison(TestEvaluations evaluations, Session session) {
        this.evaluations = evaluations;
        this.session = session;
    }

    /**
     * Compares two jobs.
     *
     * @throws LumenException JOB_NOT_FOUND, NOT_A_TEST, METRICS_NOT_READY, NOTHING_SCORED
     */
    @Transactional
    public TestComparison of(UUID left, UUID right) {
        LevelEvaluation leftFiles = evaluations.of(left).files();
        LevelEvaluation rightFiles = evaluations.of(right).files();
        return new TestComparison(
                left.toString(),
                right.toString(),
                figures(leftFiles, rightFiles),
                labels(leftFiles, rightFiles),
                files(left, right));
    }

    private static Map<String, Difference> figures(LevelEvaluation left, LevelEvaluation right) {
        Map<String, Difference> figures = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            Double ofLeft = left.report().figures().get(figure);
            Double ofRight = right.report().figures().get(figure);
            if (ofLeft != null && ofRight != null) {
                figures.put(figure.key(), Difference.of(ofLeft, ofRight));
            }
        }
        return figures;
    }

    private static Map<String, Difference> labels(LevelEvaluation left, LevelEvaluation right) {
        Map<String, Double> ofRight = new LinkedHashMap<>();
        for (LabelReport label : right.report().labels()) {
            ofRight.put(label.label(), label.counts().f1());
        }
        Map<String, Difference> labels = new LinkedHashMap<>();
        for (LabelReport label : left.report().labels()) {
            Double other = ofRight.get(label.label());
            if (other != null) {
                labels.put(label.label(), Difference.of(label.counts().f1(), other));
            }
        }
        return labels;
    }

    private Files files(UUID left, UUID right) {
        Object[] counts =
                session.createNativeQuery(
                                """
                                select count(*),
                                    count(*) filter (where left_file.correct and right_file.correct),
                                    count(*) filter (where left_file.correct),
                                    count(*) filter (where right_file.correct)
                                """
                                        + MATCHED,
                                Object[].class)
                        .setParameter(1, left)
                        .setParameter(2, right)
                        .getSingleResult();
        long matched = (Long) counts[0];
        long both = (Long) counts[1];
        long leftRight = (Long) counts[2];
        long rightRight = (Long) counts[3];
        return new Files(
                matched,
                both,
                leftRight,
                rightRight,
                matched - leftRight - rightRight + both,
                names("left_file.correct and not right_file.correct", left, right),
                names("right_file.correct and not left_file.correct", left, right));
    }

    private List<String> names(String condition, UUID left, UUID right) {
        return session.createNativeQuery(
                        "select left_file.name "
                                + MATCHED
                                + " where "
                                + condition
                                + " order by left_file.name",
                        String.class)
                .setParameter(1, left)
                .setParameter(2, right)
                .setMaxResults(NAMES)
                .getResultList();
    }
}
