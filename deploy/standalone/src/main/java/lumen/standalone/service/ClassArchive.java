package lumen.standalone.service;

import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's archive of a service's loaded classes, which makes starts fast. The JVM writes it when
 * the service first ends, checks it against the jars and its own version at every start, and
 * replaces it when it does not fit.
 */
final class ClassArchive {
    private ClassArchive() {}

    /** The JVM's options. */
    static List<String> options(Path cache, String name) {
        return List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + cache.resolve(name + ".jsa"),
                "-Xlog:cds=off",
                "-Xlog:aot=off");
    }
}
