package lumen.standalone.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Preprocessing;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelMetadata;

/** A model that knows nothing, but costs what a trained one costs. */
final class RandomModel {
    private static final String ARCHITECTURE = "mobilenet_v3_large";
    private static final List<String> LABELS = List.of("org", "pia", "vio");
    private static final String FEATURES =
            """
            {"transform":"LOG_MEL_SPECTROGRAM","sampling_rate":16000,"n_fft":400,\
            "hop_length":160,"n_mels":128,"f_min":0.0,"f_max":8000.0,"normalize_audio":true,\
            "window_frames":224,"window_hop_frames":224,"padding":"repeat"}
            """;

    private RandomModel() {}

    /** Writes the model. */
    static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ObjectMapper json = new ObjectMapper();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        LABELS.forEach(label -> thresholds.put(label, 0.5));
        ModelMetadata metadata =
                new ModelMetadata(
                        LABELS,
                        Map.of(),
                        json.readTree(FEATURES),
                        thresholds,
                        Aggregation.MEAN,
                        ARCHITECTURE,
                        json.createObjectNode().put("made", "at random"));
        ModelFile.write(
                file,
                Architectures.named(ARCHITECTURE)
                        .build(
                                new Blueprint(
                                        new Preprocessing(128, -40, 20, OptionalInt.empty()),
                                        DeepHead.singleLayer(),
                                        LABELS.size(),
                                        7)),
                metadata);
    }
}
