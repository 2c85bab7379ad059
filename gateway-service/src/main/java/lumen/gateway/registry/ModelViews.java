package lumen.gateway.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.ModelView.ModelState;
import lumen.model.cost.Cost;
import lumen.model.file.ModelDescription;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import lumen.model.file.ModelMetadata;
import org.jboss.logging.Logger;

/** Models as users are told them. */
final class ModelViews {
    private static final Logger LOG = Logger.getLogger(ModelViews.class);
    private static final String CARD_EXTENSION = ".md";

    private ModelViews() {}

    /** What a list tells of a model. */
    static ModelView view(RegisteredModel model, Optional<String> defaultId, List<String> aliases) {
        return view(model, defaultId, aliases, null, null);
    }

    /** Everything, with the card and what one window costs. */
    static ModelView whole(
            RegisteredModel model, Optional<String> defaultId, List<String> aliases) {
        return view(model, defaultId, aliases, multiplyAdds(model), card(model));
    }

    private static ModelView view(
            RegisteredModel model,
            Optional<String> defaultId,
            List<String> aliases,
            Long multiplyAdds,
            String card) {
        boolean isDefault = defaultId.equals(Optional.of(model.id()));
        String error = model.error().orElse(null);
        if (model.description().isEmpty()) {
            return ModelView.broken(model.id(), error, isDefault, aliases, card);
        }
        ModelDescription description = model.description().get();
        ModelMetadata metadata = description.metadata();
        return new ModelView(
                model.id(),
                description.version(),
                ModelState.READY,
                error,
                isDefault,
                aliases,
                metadata.architecture(),
                metadata.labels(),
                metadata.labelNames(),
                metadata.thresholds(),
                metadata.aggregation().name(),
                metadata.featureSpecification(),
                metadata.provenance(),
                description.inputShape(),
                description.sizeBytes(),
                description.parameters(),
                multiplyAdds,
                card);
    }

    private static Long multiplyAdds(RegisteredModel model) {
        if (model.description().isEmpty() || model.error().isPresent()) {
            return null;
        }
        Optional<long[]> shape = model.description().get().windowShape();
        if (shape.isEmpty()) {
            return null;
        }
        try {
            OptionalLong multiplyAdds =
                    Cost.of(ModelFile.outline(model.file()), shape.get()).multiplyAdds();
            return multiplyAdds.isPresent() ? multiplyAdds.getAsLong() : null;
        } catch (ModelFormatException | IOException e) {
            LOG.warnf(e, "the graph of model %s cannot be read", model.id());
            return null;
        }
    }

    private static String card(RegisteredModel model) {
        String name = model.file().getFileName().toString();
        Path card =
                model.file()
                        .resolveSibling(
                                name.substring(0, name.length() - ModelFile.EXTENSION.length())
                                        + CARD_EXTENSION);
        try {
            return Files.isRegularFile(card) ? Files.readString(card) : null;
        } catch (IOException e) {
            LOG.warnf(e, "the card of model %s cannot be read", model.id());
            return null;
        }
    }
}
