package lumen.gateway.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A name under which a model is asked for. */
@Entity
@Table(name = "model_alias")
public class ModelAliasEntity extends PanacheEntityBase {
    @Id public String alias;
    public String modelId;
    public Instant changedAt;
}
