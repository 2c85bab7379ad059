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
    private PageContent() {}

    /** The bundled samples with a label file beside each, below the data root. */
    static Path labelledSamples(RunningSystem system) throws IOException {
        Path folder = system.audio().resolve("labelled-samples");
        if (Files.isDirectory(folder)) {
            return folder;
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
        return folder;
    }

    /** The id of an ended TEST job of a model on the labelled samples. */
    static String testJob(RunningSystem system, String model)
            throws IOException, InterruptedException {
        ObjectNode body = Json.MAPPER.createObjectNode().put("kind", "TEST").put("model", model);
        body.putArray("paths").add("irmastest:" + labelledSamples(system));
        String job = system.post("/jobs", body).job();
        system.awaitEnd(job, Duration.ofMinutes(1));
        return job;
    }

    /** The id of an ended job of two files, one of which is no audio. */
    static String jobWithFailure(RunningSystem system) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(system.audio().resolve("one-failure"));
        Files.writeString(folder.resolve("broken.wav"), "no music at all");
        Files.write(folder.resolve("tone.wav"), WaveFile.sine(1, 16_000, 440));
        String job = system.submit(folder).job();
        system.awaitEnd(job, Duration.ofMinutes(1));
        return job;
    }
}
