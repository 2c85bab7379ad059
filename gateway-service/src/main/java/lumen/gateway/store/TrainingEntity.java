package lumen.gateway.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TrainingView;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Heartbeat;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Phase;
import lumen.contracts.training.TrainingProgress.Succeeded;
import lumen.gateway.job.TrainingLife;

/** A training run's row. Whoever changes it locks it first, and its job's row after it. */
@Entity
@Table(name = "training")
public class TrainingEntity extends PanacheEntityBase {
    @Id public UUID jobId;

    /** Name of the run's folder and of the model that comes out of it. */
    public String name;

    /** Name of the model's architecture. */
    public String architecture;

    @Convert(converter = JsonText.class)
    JsonNode options;

    /** The figure that chooses the best epoch. */
    public String metric;

    public boolean higherIsBetter;

    @Enumerated(EnumType.STRING)
    State state;

    int attempt;
    int leastAttempt;
    int fruitless;

    /** The last attempt whose worker has loaded data and model; 0 for none. */
    int begunAttempt;

    /** How often the run was taken up again after its end. */
    public int resumptions;

    boolean stopping;
    String worker;
    Instant heardAt;
    public Instant createdAt;
    Instant startedAt;
    Instant endedAt;
    Instant toldAt;

    @Enumerated(EnumType.STRING)
    Phase phase;

    int epoch;
    public int epochs;
    long step;
    long furthestStep;
    long furthestLostStep;
    Integer stepsPerEpoch;
    int stepsInEpoch;
    Double filesPerSecond;
    Double secondsLeft;
    List<String> labels;
    Long parameters;
    Double best;
    Integer bestEpoch;
    boolean stoppedEarly;
    String modelId;

    /** What was told of the figures at the end. */
    @Convert(converter = FiguresText.class)
    Map<String, Double> figures;

    @Convert(converter = ProblemText.class)
    Problem problem;

    /** Every option of the run by its name. */
    public ObjectNode options() {
        return (ObjectNode) options;
    }

    public void setOptions(ObjectNode all) {
        options = all;
    }

    /** The epoch that was reached, from 1; 0 before the first. */
    public int epoch() {
        return epoch;
    }

    /** Where the run stands. */
    public TrainingLife life() {
        return switch (state) {
            case QUEUED, RUNNING ->
                    worker == null
                            ? new TrainingLife.Waiting(
                                    attempt, leastAttempt, fruitless, stopping, startedAt, heardAt)
                            : new TrainingLife.Running(
                                    attempt,
                                    leastAttempt,
                                    fruitless,
                                    stopping,
                                    worker,
                                    startedAt,
                                    heardAt);
            case SUCCEEDED -> new TrainingLife.Succeeded(attempt, stoppedEarly, startedAt, endedAt);
            case FAILED -> new TrainingLife.Failed(attempt, problem, startedAt, endedAt);
            case CANCELLED -> new TrainingLife.Cancelled(attempt, startedAt, endedAt);
        };
    }

    /** Writes down where the run stands. */
    public void become(TrainingLife life) {
        state = life.state();
        attempt = life.attempt();
        leastAttempt = life.leastAttempt();
        String holder = life instanceof TrainingLife.Running running ? running.worker() : null;
        if (!Objects.equals(worker, holder)) {
            // Clocks of two workers cannot be compared.
            toldAt = null;
        }
        worker = holder;
        problem = life instanceof TrainingLife.Failed failed ? failed.problem() : null;
        stoppedEarly = life instanceof TrainingLife.Succeeded done && done.early();
        if (worker == null) {
            phase = null;
            filesPerSecond = null;
            secondsLeft = null;
        }
        switch (life) {
            case TrainingLife.Open open -> {
                fruitless = open.fruitless();
                stopping = open.stopping();
                startedAt = open.startedAt();
                heardAt = open.heardAt();
                endedAt = null;
            }
            case TrainingLife.Ended ended -> {
                stopping = false;
                startedAt = ended.startedAt();
                endedAt = ended.endedAt();
            }
        }
    }

    /** Whether the run has got further since a worker was last lost; asked once for each loss. */
    public boolean gotOnSinceLoss() {
        boolean further = furthestStep > furthestLostStep;
        furthestLostStep = furthestStep;
        return further;
    }

    /**
     * The worker has loaded data and model.
     *
     * @return whether it had not said so of this attempt, and the attempt is not the first: it
     *     tells all figures again then
     */
    public boolean began(Began began) {
        boolean again = leastAttempt > begunAttempt && begunAttempt > 0;
        begunAttempt = Math.max(begunAttempt, leastAttempt);
        epochs = began.epochs();
        stepsPerEpoch = began.stepsPerEpoch();
        labels = began.labels();
        parameters = began.parameters();
        return again;
    }

    /**
     * The worker tells where the run stands; what it said before the last that was heard is old.
     *
     * @param at by the worker's clock
     */
    public void tell(Heartbeat heartbeat, Instant at) {
        if (toldAt != null && at.isBefore(toldAt)) {
            return;
        }
        toldAt = at;
        phase = heartbeat.phase();
        epoch = heartbeat.epoch();
        step = heartbeat.step();
        furthestStep = Math.max(furthestStep, step);
        stepsInEpoch = heartbeat.stepsInEpoch();
        filesPerSecond = heartbeat.filesPerSecond();
        secondsLeft = heartbeat.secondsLeft();
    }

    /** Figures of an epoch's validation: perhaps the best so far. */
    public void weigh(Metrics validation) {
        Double value = validation.values().get(metric);
        if (value == null) {
            value = validation.values().get(metric + "_epoch");
        }
        if (value == null || value.isNaN()) {
            return;
        }
        boolean better = best == null || (higherIsBetter ? value > best : value < best);
        if (better) {
            best = value;
            bestEpoch = validation.epoch() + 1;
        }
    }

    /** The run is done. */
    public void done(Succeeded end) {
        modelId = end.model();
        bestEpoch = end.bestEpoch() > 0 ? Integer.valueOf(end.bestEpoch()) : bestEpoch;
        figures = end.figures();
    }

    /**
     * The run as users are told it.
     *
     * @param latest the last value of every figure that was told on the way
     * @param folder the folder of its files
     */
    public TrainingView toView(Map<String, Double> latest, Path folder) {
        Map<String, Double> all = new TreeMap<>(latest);
        if (figures != null) {
            all.putAll(figures);
        }
        return new TrainingView(
                jobId.toString(),
                name,
                state,
                phase,
                stopping,
                worker == null ? attempt : leastAttempt,
                worker,
                options(),
                epoch,
                epochs,
                step,
                stepsPerEpoch,
                stepsInEpoch,
                filesPerSecond,
                secondsLeft,
                labels,
                parameters,
                metric,
                best,
                bestEpoch,
                all,
                modelId,
                createdAt,
                startedAt,
                endedAt,
                problem,
                folder.toString());
    }
}
