package lumen.gateway.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import lumen.contracts.topic.PredictionMessage.Part;
import lumen.contracts.topic.PredictionMessage.WindowScores;
import org.hibernate.Session;

/** Stores the parts of items. A part that is stored again replaces itself. */
@ApplicationScoped
public class Parts {
    private static final String UPSERT =
            """
            insert into part (item_id, part, model_version, windows, duration_seconds)
            values (?, ?, ?, ?, ?)
            on conflict (item_id, part) do update set model_version = excluded.model_version,
                windows = excluded.windows, duration_seconds = excluded.duration_seconds
            """;

    private final Session session;
    private final WindowsText text = new WindowsText();

    Parts(Session session) {
        this.session = session;
    }

    /** Writes parts, each of them once, within the caller's transaction. */
    public void store(Collection<Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        session.doWork(
                connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(UPSERT)) {
                        for (Part part : parts) {
                            insert.setObject(1, UUID.fromString(part.itemId()));
                            insert.setInt(2, part.part());
                            insert.setString(3, part.modelVersion());
                            insert.setString(4, text.convertToDatabaseColumn(part.windows()));
                            insert.setObject(5, part.durationSeconds(), Types.DOUBLE);
                            insert.addBatch();
                        }
                        insert.executeBatch();
                    }
                });
    }

    /** The parts of an item, in order. */
    public List<PartEntity> of(UUID item) {
        return PartEntity.list("itemId = ?1 order by part", item);
    }

    /** The scores of an item's windows, in order of time. */
    public List<WindowScores> windows(UUID item) {
        return of(item).stream().flatMap(part -> part.windows.stream()).toList();
    }
}
