package lumen.training.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import lumen.training.run.ExamplesReport;

/**
 * The examples of the newest epoch as files for those who do not read event files, such as the
 * gateway's page: {@code example-0.png} and so on, and {@code examples.json}, which names them with
 * their samples and labels: {@code {"epoch":0,"examples":[{"picture":"example-0.png",
 * "sample":"…","labels":["pia"]}]}}.
 */
final class ExamplePictures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExamplePictures() {}

    /**
     * Writes the pictures over those of the epoch before.
     *
     * @param files the run's records
     * @param report what the pictures are of
     * @param pictures one for each example
     */
    static void write(RecordFiles files, ExamplesReport report, List<SpectrogramImage> pictures)
            throws IOException {
        ObjectNode description = JSON.createObjectNode().put("epoch", report.epoch());
        ArrayNode examples = description.putArray("examples");
        for (int i = 0; i < pictures.size(); i++) {
            Path picture = files.examplePicture(i);
            AtomicFile.write(picture, pictures.get(i).png());
            ExamplesReport.Example example = report.examples().get(i);
            ObjectNode entry =
                    examples.addObject()
                            .put("picture", picture.getFileName().toString())
                            .put("sample", example.id());
            example.labels().forEach(entry.putArray("labels")::add);
        }
        AtomicFile.write(files.examples(), description.toString());
    }
}
