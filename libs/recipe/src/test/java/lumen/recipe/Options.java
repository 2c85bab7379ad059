package lumen.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Options of tests. */
final class Options {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Options() {}

    /** The least that a run needs. */
    static ObjectNode least() {
        ObjectNode options = MAPPER.createObjectNode();
        options.putArray("train_paths").add("irmastrain:train");
        options.putArray("val_paths").add("irmastest:val");
        return options;
    }

    /** The least and these: a JSON object with single quotes. */
    static ObjectNode with(String json) throws JsonProcessingException {
        ObjectNode options = least();
        options.setAll((ObjectNode) MAPPER.readTree(json.replace('\'', '"')));
        return options;
    }
}
