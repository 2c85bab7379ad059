package lumen.evaluation.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The reference's {@code preds_*.json}: an object with a key for each file, whose value is an
 * object with a 1 for each label that was recognised and a 0 for each other one.
 */
public final class PredictionsJson implements PredictionWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> labels;
    private final JsonGenerator json;

    /**
     * Begins the document.
     *
     * @param labels the labels' codes, in the order of the predictions' lists
     */
    public PredictionsJson(Writer target, List<String> labels) throws IOException {
        this.labels = List.copyOf(labels);
        json = JSON.createGenerator(target);
        json.writeStartObject();
    }

    @Override
    public void write(Prediction prediction) throws IOException {
        json.writeObjectFieldStart(prediction.file());
        for (int label = 0; label < labels.size(); label++) {
            json.writeNumberField(labels.get(label), prediction.recognised().get(label) ? 1 : 0);
        }
        json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
        json.writeEndObject();
        json.close();
    }

    /**
     * Reads such a document, of this program or of the reference, file by file.
     *
     * @param each takes a file's name and for each label whether it was recognised
     * @throws IOException when it is no such document; the message tells the line
     */
    public static void read(Reader source, BiConsumer<String, Map<String, Boolean>> each)
            throws IOException {
        try (JsonParser json = JSON.createParser(source)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String file = json.currentName();
                expect(json, json.nextToken(), JsonToken.START_OBJECT);
                Map<String, Boolean> labels = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String label = json.currentName();
                    if (!json.nextToken().isNumeric()) {
                        throw unexpected(json);
                    }
                    labels.put(label, json.getDoubleValue() >= 0.5);
                }
                each.accept(file, labels);
            }
        }
    }

    private static void expect(JsonParser json, JsonToken actual, JsonToken expected)
            throws JsonParseException {
        if (actual != expected) {
            throw unexpected(json);
        }
    }

    private static JsonParseException unexpected(JsonParser json) {
        return new JsonParseException(
                json,
                "these are no predictions: an object with an object of 0 and 1 for each file");
    }
}
