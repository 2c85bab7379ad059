package lumen.gateway.registry;

import java.nio.file.Path;
import java.util.Optional;
import lumen.model.file.ModelDescription;

/**
 * A model file as it was last looked at.
 *
 * @param id the file's name without its extension, below the model directory
 * @param file the file
 * @param description what the file said when it was last readable; empty if it never was
 * @param error why the file cannot be used as it is now; empty if it can
 */
record RegisteredModel(
        String id, Path file, Optional<ModelDescription> description, Optional<String> error) {}
