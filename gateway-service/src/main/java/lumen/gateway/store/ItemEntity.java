package lumen.gateway.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lumen.contracts.error.Problem;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.State;
import lumen.contracts.rest.Truth;
import lumen.contracts.topic.PredictionMessage.WindowScores;
import lumen.gateway.job.ItemLife;
import lumen.gateway.scoring.Loss;

/** An item's row. Rows of several items are locked in the order of their ids. */
@Entity
@Table(name = "item")
public class ItemEntity extends PanacheEntityBase {
    @Id public UUID id;

    public UUID jobId;
    public int index;
    public String name;

    /** Where the audio lies; null when the item was refused at submission. */
    public String uri;

    @Enumerated(EnumType.STRING)
    State state;

    /** How many parts the item has; null until the last one has arrived. */
    public Integer parts;

    /** The item's place, from 1, among its job's items in the order in which they ended. */
    public Long endedOrder;

    /** What was recognised; null unless the item succeeded. */
    List<String> labels;

    /** What is really heard, in the model's order; null unless the item's labels are known. */
    List<String> truth;

    /** How far the scores are from the truth; null unless both are known. */
    Double loss;

    @Convert(converter = PredictionText.class)
    Prediction prediction;

    @Convert(converter = ProblemText.class)
    Problem problem;

    public Instant createdAt;
    Instant endedAt;

    /** Where the item stands. */
    public ItemLife life() {
        return switch (state) {
            case QUEUED -> new ItemLife.Queued();
            case RUNNING -> new ItemLife.Running();
            case SUCCEEDED -> new ItemLife.Succeeded(prediction, endedAt);
            case FAILED -> new ItemLife.Failed(problem, endedAt);
            case CANCELLED -> new ItemLife.Cancelled(endedAt);
        };
    }

    /** Writes down where the item stands. */
    public void become(ItemLife life) {
        state = life.state();
        switch (life) {
            case ItemLife.Open _ -> {}
            case ItemLife.Succeeded ended -> {
                prediction = ended.prediction();
                labels = ended.prediction().labels();
                loss = truth == null ? null : Loss.of(ended.prediction().scores(), truth);
                endedAt = ended.endedAt();
            }
            case ItemLife.Failed ended -> {
                problem = ended.problem();
                endedAt = ended.endedAt();
            }
            case ItemLife.Cancelled ended -> endedAt = ended.endedAt();
        }
    }

    /** The item as users are told it, without the scores of its windows. */
    public ItemView toView() {
        return view(prediction);
    }

    /** The item as users are told it, with the scores of its windows if it has a prediction. */
    public ItemView toView(List<WindowScores> windows) {
        return view(
                prediction == null
                        ? null
                        : new Prediction(
                                prediction.model(),
                                prediction.modelVersion(),
                                prediction.durationSeconds(),
                                prediction.labels(),
                                prediction.scores(),
                                prediction.thresholds(),
                                prediction.timeline(),
                                windows));
    }

    private ItemView view(Prediction told) {
        return new ItemView(
                id.toString(),
                jobId.toString(),
                index,
                name,
                state,
                told,
                problem,
                truth(),
                createdAt,
                endedAt);
    }

    private Truth truth() {
        if (truth == null) {
            return null;
        }
        return labels == null
                ? new Truth(truth, null, null, null)
                : new Truth(truth, without(labels, truth), without(truth, labels), loss);
    }

    private static List<String> without(List<String> labels, List<String> others) {
        return labels.stream().filter(label -> !others.contains(label)).toList();
    }
}
