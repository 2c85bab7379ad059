package lumen.gateway.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import lumen.contracts.topic.PredictionMessage.WindowScores;

/** The scores of some consecutive windows of an item. Written by {@link Parts}. */
@Entity
@Table(name = "part")
@IdClass(PartEntity.Key.class)
public class PartEntity extends PanacheEntityBase {
    /** Which part of which item. */
    public record Key(UUID itemId, int part) implements Serializable {}

    @Id public UUID itemId;
    @Id public int part;

    public String modelVersion;

    @Convert(converter = WindowsText.class)
    public List<WindowScores> windows;

    /** The whole item's duration; known in the last part, null before. */
    public Double durationSeconds;
}
