package lumen.audio.augmentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;

/** The keyword arguments of one request, and what was read of them with the defaults filled in. */
final class Arguments {
    private final ObjectNode given;
    private final Set<AugmentationName> asReference;
    private final Function<String, Path> folders;
    private final ObjectNode complete = JsonNodeFactory.instance.objectNode();

    /**
     * @param given a JSON object
     * @param asReference which augmentations do as the reference does
     * @param folders turns the name of a folder of noise into its path, or refuses it
     */
    Arguments(ObjectNode given, Set<AugmentationName> asReference, Function<String, Path> folders) {
        this.given = given;
        this.asReference = asReference;
        this.folders = folders;
    }

    /** The value of an argument, or its default. */
    <T> T get(Argument<T> argument) {
        JsonNode node = given.get(argument.key());
        T value =
                node != null && !node.isNull()
                        ? argument.read(node)
                        : argument.standard()
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "augmentations: %s is missing: %s"
                                                                .formatted(
                                                                        argument.key(),
                                                                        argument.meaning())));
        complete.set(argument.key(), argument.write(value));
        return value;
    }

    boolean has(Argument<?> argument) {
        return given.hasNonNull(argument.key());
    }

    /** The folder that an argument names. */
    Path folder(Argument<String> argument) {
        return folders.apply(get(argument));
    }

    /** Whether an augmentation does as the reference does. */
    boolean asReference(AugmentationName name) {
        return asReference.contains(name);
    }

    /** Every argument that was read, with its value. */
    ObjectNode complete() {
        return complete;
    }
}
