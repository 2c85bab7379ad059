package lumen.model.architecture;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every architecture that can be built: a new one is one class and one entry here. */
public final class Architectures {
    private static final Map<String, Architecture> BY_NAME =
            List.<Architecture>of(new MobileNetV3Large()).stream()
                    .collect(Collectors.toUnmodifiableMap(Architecture::name, Function.identity()));

    private Architectures() {}

    /**
     * The architecture of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Architecture named(String name) {
        Architecture architecture = BY_NAME.get(name);
        if (architecture == null) {
            throw new IllegalArgumentException(
                    "there is no architecture \"" + name + "\"; there are " + names());
        }
        return architecture;
    }

    /** The names of all architectures, sorted. */
    public static Collection<String> names() {
        return BY_NAME.keySet().stream().sorted().toList();
    }
}
