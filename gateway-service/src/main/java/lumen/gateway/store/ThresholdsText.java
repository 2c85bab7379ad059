package lumen.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.Map;

/** Keeps thresholds as JSON text, in the labels' order. */
@Converter
public class ThresholdsText extends TextColumn<Map<String, Double>> {
    public ThresholdsText() {
        super(new TypeReference<>() {});
    }
}
