package lumen.gateway.registry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.gateway.store.ModelAliasEntity;
import org.hibernate.Session;

/**
 * Names under which models are asked for, so that another model can take over without a change in
 * those who ask. A job belongs to the model that its alias meant when it was submitted.
 */
@ApplicationScoped
public class ModelAliases {
    /** The model of requests that name none. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Session session;

    ModelAliases(Session session) {
        this.session = session;
    }

    /** All aliases with the models' ids. */
    @Transactional
    public SortedMap<String, String> all() {
        SortedMap<String, String> models = new TreeMap<>();
        ModelAliasEntity.<ModelAliasEntity>listAll()
                .forEach(alias -> models.put(alias.alias, alias.modelId));
        return models;
    }

    /** The id of the model that an alias means. */
    @Transactional
    public Optional<String> modelOf(String alias) {
        return ModelAliasEntity.<ModelAliasEntity>findByIdOptional(alias)
                .map(found -> found.modelId);
    }

    /**
     * Makes an alias mean a model, whatever it meant before.
     *
     * @throws LumenException REQUEST_INVALID if the alias is no good name
     */
    @Transactional
    public void set(String alias, String model) {
        if (!NAME.matcher(alias).matches()) {
            throw new LumenException(
                    ErrorCode.REQUEST_INVALID,
                    "An alias has small letters, digits and '-' only, at most 63.");
        }
        session.createNativeMutationQuery(
                        """
                        insert into model_alias (alias, model_id, changed_at) values (?1, ?2, ?3)
                        on conflict (alias) do update set
                            model_id = excluded.model_id, changed_at = excluded.changed_at
                        """)
                .setParameter(1, alias)
                .setParameter(2, model)
                .setParameter(3, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .executeUpdate();
    }

    /** Forgets an alias; says whether there was one. */
    @Transactional
    public boolean remove(String alias) {
        return ModelAliasEntity.deleteById(alias);
    }
}
