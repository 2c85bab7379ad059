package lumen.training.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import lumen.contracts.training.TrainingCommand;
import lumen.contracts.training.TrainingRequest;

/** Reads what comes from the gateway and refuses what no worker should act on. */
final class RequestReader {
    /** Whoever can send a request must not choose a folder outside the runs directory. */
    private static final Pattern RUN_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    private final ObjectMapper json;

    RequestReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads a request.
     *
     * @param value the record's value, JSON
     * @throws InvalidRequestException when it is no request
     */
    TrainingRequest request(byte[] value) throws InvalidRequestException {
        TrainingRequest request = read(value, TrainingRequest.class);
        if (!RUN_NAME.matcher(request.runName()).matches()) {
            throw new InvalidRequestException("'" + request.runName() + "' is no name of a run");
        }
        return request;
    }

    /**
     * Reads a command.
     *
     * @param value the record's value, JSON
     * @throws InvalidRequestException when it is no command
     */
    TrainingCommand command(byte[] value) throws InvalidRequestException {
        return read(value, TrainingCommand.class);
    }

    private <T> T read(byte[] value, Class<T> type) throws InvalidRequestException {
        if (value == null) {
            throw new InvalidRequestException("the record has no value");
        }
        try {
            T read = json.readValue(value, type);
            if (read == null) {
                throw new InvalidRequestException("the record's value is null");
            }
            return read;
        } catch (IOException e) {
            throw new InvalidRequestException(
                    "not a %s: %s".formatted(type.getSimpleName(), e.getMessage()), e);
        }
    }
}
