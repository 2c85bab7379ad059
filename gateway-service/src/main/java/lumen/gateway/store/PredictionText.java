package lumen.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import lumen.contracts.rest.Prediction;

/** Keeps a {@link Prediction} as JSON text. */
@Converter
public class PredictionText extends TextColumn<Prediction> {
    public PredictionText() {
        super(new TypeReference<>() {});
    }
}
