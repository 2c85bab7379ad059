package lumen.standalone;

import java.nio.file.Path;
import lumen.standalone.service.ServiceKind;

/**
 * Where lumen's programs and its bundled models are.
 *
 * @param root the folder of the built repository
 */
public record Installation(Path root) {
    /** The system property that names the folder. */
    public static final String PROPERTY = "lumen.installation";

    /** Makes the path absolute, so that child processes understand it too. */
    public Installation {
        root = root.toAbsolutePath().normalize();
    }

    /** The installation that this process was started from. */
    public static Installation current() {
        return new Installation(Path.of(System.getProperty(PROPERTY, "")));
    }

    /** The folder of a service's program. */
    Path program(ServiceKind service) {
        return root.resolve(service.serviceName()).resolve("target").resolve("quarkus-app");
    }

    /** The bundled models. */
    Path models() {
        return root.resolve("models");
    }

    /** The clips that the page offers for trying. */
    Path samples() {
        return root.resolve("samples");
    }
}
