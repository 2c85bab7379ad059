package lumen.audio.decoding.isolation;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/**
 * How a worker is started: a small JVM with nothing of its service's environment, an empty working
 * directory, and limits that the kernel enforces, which it gives itself before it reads anything.
 * It may not write any file.
 *
 * @param memoryBytes the address space of a worker, which bounds its memory
 * @param folder an empty directory
 */
record WorkerLaunch(long memoryBytes, Path folder) {
    /** A JVM of this size with FFmpeg, but without any file, has about 400 MiB of address space. */
    static final long LEAST_MEMORY_BYTES = 512L << 20;

    private static final List<String> JVM_SETTINGS =
            List.of(
                    "-Xms8m",
                    "-Xmx32m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    // What a worker does in Java is copying: the second compiler gains nothing.
                    "-XX:TieredStopAtLevel=1",
                    "-XX:ReservedCodeCacheSize=16m",
                    "-XX:MaxMetaspaceSize=48m",
                    "-XX:CompressedClassSpaceSize=16m",
                    "-XX:-UsePerfData",
                    "-XX:+DisableAttachMechanism",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+DisplayVMOutputToStderr",
                    "-XX:+ErrorFileToStderr",
                    "-XX:-CreateCoredumpOnCrash",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /** Names of files are bytes: the worker must read them as its service does. */
    private static final Set<String> KEPT_VARIABLES = Set.of("LANG", "LC_ALL", "LC_CTYPE");

    WorkerLaunch {
        if (memoryBytes < LEAST_MEMORY_BYTES) {
            throw new IllegalArgumentException(
                    "a decoding worker needs at least "
                            + LEAST_MEMORY_BYTES
                            + " bytes of address space, not "
                            + memoryBytes);
        }
    }

    /** Starts a worker. */
    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command()).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(KEPT_VARIABLES);
        // One arena: others would reserve address space for each thread.
        environment.put("MALLOC_ARENA_MAX", "1");
        return builder.start();
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_SETTINGS);
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + Loader.getCacheDir());
        command.add("-cp");
        command.add(
                classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(System.getProperty("path.separator"))));
        command.add(DecodingWorker.class.getName());
        command.add(Long.toString(memoryBytes));
        return command;
    }

    /**
     * Just what decoding needs, found where this process has it, since its own class path may be
     * known to its class loader only.
     */
    private static Set<Path> classPath() throws IOException {
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(DecodingWorker.class, Loader.class, avutil.class)) {
            places.add(path(type.getProtectionDomain().getCodeSource().getLocation()));
        }
        String platform = Loader.getPlatform();
        places.add(placeOf("/org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so"));
        places.add(placeOf("/org/bytedeco/ffmpeg/" + platform + "/libjniavutil.so"));
        return places;
    }

    private static Path placeOf(String resource) throws IOException {
        URL url = Loader.class.getResource(resource);
        if (url == null) {
            throw new IOException("there is no FFmpeg for this machine: no " + resource);
        }
        return path(((JarURLConnection) url.openConnection()).getJarFileURL());
    }

    private static Path path(URL url) throws IOException {
        try {
            URI uri = url.toURI();
            Path path = Path.of(uri).toAbsolutePath();
            if (!Files.exists(path)) {
                throw new IOException(path + " does not exist");
            }
            return path;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException(url + " is no file for the class path of a worker", e);
        }
    }
}
