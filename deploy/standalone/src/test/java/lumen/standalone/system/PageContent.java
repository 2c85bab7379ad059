package lumen.standalone.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lumen.cli.rest.Json;
import lumen.testing.WaveFile;

/** What the page is shown with. */
final class PageContent {
    private static final String TUNED = "lumen-tuned";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private PageContent() {}

    /**
     * Labelled files below the data root, copied from a folder of audio files that have a label
     * file beside them.
     *
     * @return their folder, relative to the data root
     */
    static String labelled(RunningSystem system, Path files, int most) throws IOException {
        Path folder = Files.createDirectories(system.audio().resolve("labelled"));
        try (Stream<Path> found = Files.list(files)) {
            for (Path labels :
                    found.filter(file -> file.toString().endsWith(".txt"))
                            .sorted()
                            .limit(most)
                            .toList()) {
                String name = labels.getFileName().toString();
                String audio = name.replace(".txt", ".wav");
                Files.copy(labels, folder.resolve(name));
                Files.copy(files.resolve(audio), folder.resolve(audio));
            }
        }
        return "labelled";
    }

    /**
     * The bundled samples with a label file beside each, below the data root.
     *
     * @return their folder, relative to the data root
     */
    static String labelledSamples(RunningSystem system) throws IOException {
        Path folder = system.audio().resolve("samples");
        if (Files.isDirectory(folder)) {
            return "samples";
        }
        Files.createDirectories(folder);
        try (Stream<Path> samples = Files.list(RunningSystem.repository().resolve("samples"))) {
            for (Path sample : samples.filter(file -> file.toString().endsWith(".ogg")).toList()) {
                String name = sample.getFileName().toString().replace(".ogg", "");
                Files.copy(sample, folder.resolve(name + ".ogg"));
                List<String> labels = List.of(name.substring(name.indexOf('-') + 1).split("\\+"));
                Files.write(folder.resolve(name + ".txt"), labels);
            }
        }
        return "samples";
    }

    /** The id of an ended TEST job of a model on labelled files. */
    static String testJob(RunningSystem system, String model, String dataset)
            throws IOException, InterruptedException {
        ObjectNode body = Json.MAPPER.createObjectNode().put("kind", "TEST").put("model", model);
        body.putArray("paths").add("irmastest:" + dataset);
        String job = system.post("/jobs", body).job();
        system.awaitEnd(job, LIMIT);
        return job;
    }

    /** A model with thresholds that suit the files of a TEST job; made once. */
    static String tunedModel(RunningSystem system, String job)
            throws IOException, InterruptedException {
        ObjectNode body =
                Json.MAPPER.createObjectNode().put("mode", "PER_LABEL").put("model", TUNED);
        if (system.get("/models/" + TUNED).status() == 404) {
            system.post("/jobs/%s/thresholds".formatted(job), body);
            // Every service has looked at the model directory after that.
            Thread.sleep(Duration.ofSeconds(6));
        }
        return TUNED;
    }

    /** The id of an ended job of two files, one of which is no audio. */
    static String jobWithFailure(RunningSystem system) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(system.audio().resolve("one-failure"));
        Files.writeString(folder.resolve("broken.wav"), "no music at all");
        Files.write(folder.resolve("tone.wav"), WaveFile.sine(1, 16_000, 440));
        String job = system.submit(Path.of("one-failure")).job();
        system.awaitEnd(job, LIMIT);
        return job;
    }
}
