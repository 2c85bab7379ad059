package lumen.gateway.registry;

import lumen.model.file.ModelMetadata;

/**
 * A model that jobs can be submitted for.
 *
 * @param id the model's id
 * @param version the first 12 hexadecimal digits of the file's SHA-256
 * @param metadata what the file says about itself
 */
public record UsableModel(String id, String version, ModelMetadata metadata) {}
