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

/**
 * Names under which models are asked for, so that another model can take over without a change in
 * those who ask. A job belongs to the model that its alias meant when it was submitted.
 */
@ApplicationScoped
public class ModelAliases {
    /** The model of requests that name none. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

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
        ModelAliasEntity entity =
                ModelAliasEntity.<ModelAliasEntity>findByIdOptional(alias)
                        .orElseGet(ModelAliasEntity::new);
        entity.alias = alias;
        entity.modelId = model;
        entity.changedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        entity.persist();
    }

    /** Forgets an alias; says whether there was one. */
    @Transactional
    public boolean remove(String alias) {
        return ModelAliasEntity.deleteById(alias);
    }
}
