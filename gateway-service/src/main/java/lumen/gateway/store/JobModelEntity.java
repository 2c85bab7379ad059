package lumen.gateway.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.gateway.scoring.DecisionRule;
import lumen.model.file.Aggregation;
import lumen.model.file.FeatureElementType;

/**
 * The model as it was when its job was submitted: a model that is replaced while a job runs changes
 * neither the job's labels nor its thresholds.
 */
@Entity
@Table(name = "job_model")
public class JobModelEntity extends PanacheEntityBase {
    @Id public UUID jobId;

    public String modelId;
    public String modelVersion;
    public List<String> labels;

    /** Each label's full name. */
    @Convert(converter = JsonText.class)
    public JsonNode labelNames;

    @Convert(converter = ThresholdsText.class)
    public Map<String, Double> thresholds;

    @Enumerated(EnumType.STRING)
    public Aggregation aggregation;

    @Convert(converter = JsonText.class)
    public JsonNode featureSpecification;

    /** How precisely features are delivered. */
    @Enumerated(EnumType.STRING)
    public FeatureElementType featureElementType;

    /** How the job's scores become labels. */
    public DecisionRule decisionRule() {
        return new DecisionRule(labels, thresholds, aggregation);
    }
}
