package lumen.standalone.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a service is started: its program, its JVM's settings and its environment.
 *
 * @param kind which service
 * @param program the folder with the service's quarkus-run.jar
 * @param cache where files are kept that make starts fast
 * @param temporary the service's folder for temporary files
 * @param usualPort the HTTP port that it is to have if that is free
 * @param token what the service's answers carry in the header {@value #TOKEN_HEADER}, so that
 *     another program that took the port is not taken for the service
 * @param environment what is added to this process's environment
 */
public record ServiceLaunch(
        ServiceKind kind,
        Path program,
        Path cache,
        Path temporary,
        int usualPort,
        String token,
        Map<String, String> environment) {
    /** The HTTP header with the token. */
    public static final String TOKEN_HEADER = "Lumen-Process";

    private static final String JAR = "quarkus-run.jar";

    /** Ctrl+C on the terminal must reach lumen alone, which stops the services in order. */
    private static final Path NEW_SESSION = Path.of("/usr/bin/setsid");

    private static final Path LOWER_PRIORITY = Path.of("/usr/bin/nice");
    private static final String LOWEST = "19";

    /**
     * Where the kernel shares the processor among sessions, as desktops do, {@code nice} orders the
     * processes of one session only, and the session has a value of its own.
     */
    private static final String LOWER_SESSION =
            "{ echo %s >/proc/self/autogroup; } 2>/dev/null; exec \"$@\"".formatted(LOWEST);

    /** Copies the environment. */
    public ServiceLaunch {
        environment = Map.copyOf(environment);
    }

    /** Whether the other services have the processor first, as they should. */
    static boolean yields() {
        return Files.isExecutable(LOWER_PRIORITY);
    }

    /** Whether the program has been built. */
    public boolean isBuilt() {
        return Files.isRegularFile(program.resolve(JAR));
    }

    /**
     * Starts the process; its output and its errors are one stream.
     *
     * @param port its HTTP port
     */
    Process start(int port) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command())
                        .directory(program.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> variables = builder.environment();
        variables.putAll(environment);
        variables.put(kind.portVariable(), Integer.toString(port));
        variables.put("LUMEN_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        // Idle threads of OpenMP would spin and take the cores from the other services.
        variables.put("OMP_WAIT_POLICY", "passive");
        // Each thread's own malloc arena would keep what FFmpeg and ONNX Runtime have released.
        variables.put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }

    private List<String> command() throws IOException {
        List<String> settings =
                List.of(
                        kind.memory(),
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-modules=jdk.incubator.vector",
                        "-Djava.io.tmpdir=" + temporary,
                        "-XX:ErrorFile=" + temporary.resolve("crash-%p.log"),
                        "-Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("javacpp"));
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NEW_SESSION)) {
            command.add(NEW_SESSION.toString());
        }
        if (kind.isYielding()) {
            if (Files.isExecutable(NEW_SESSION)) {
                command.addAll(List.of("/bin/sh", "-c", LOWER_SESSION, kind.serviceName()));
            }
            if (yields()) {
                command.addAll(List.of(LOWER_PRIORITY.toString(), "-n", LOWEST));
            }
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings);
        command.addAll(
                ClassArchive.options(
                        cache.resolve("classes"), kind.serviceName(), program, settings));
        command.add("-Dquarkus.http.header.\"" + TOKEN_HEADER + "\".value=" + token);
        command.add("-jar");
        command.add(JAR);
        return command;
    }
}
