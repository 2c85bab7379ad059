package lumen.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.Map;

/** Keeps figures by their names as JSON text. */
@Converter
public class FiguresText extends TextColumn<Map<String, Double>> {
    public FiguresText() {
        super(new TypeReference<>() {});
    }
}
