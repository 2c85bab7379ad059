package lumen.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Converter;

/** Keeps a JSON tree as text. */
@Converter
public class JsonText extends TextColumn<JsonNode> {
    public JsonText() {
        super(new TypeReference<>() {});
    }
}
