package lumen.gateway.store;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Converter;
import lumen.contracts.error.Problem;

/** Keeps a {@link Problem} as JSON text. */
@Converter
public class ProblemText extends TextColumn<Problem> {
    public ProblemText() {
        super(new TypeReference<>() {});
    }
}
