package lumen.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import java.util.List;
import lumen.contracts.topic.PredictionMessage.WindowScores;

/** Keeps the scores of windows as JSON text. */
@Converter
public class WindowsText extends TextColumn<List<WindowScores>> {
    public WindowsText() {
        super(new TypeReference<>() {});
    }
}
