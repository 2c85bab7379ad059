package lumen.feature.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.Topics;

/**
 * Reads records of {@link Topics#AUDIO} and {@link Topics#AUDIO_TRAINING} and refuses what no
 * worker should act on.
 */
@ApplicationScoped
public class RequestReader {
    private final ObjectMapper json;

    public RequestReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads a request.
     *
     * @param value the record's value, JSON
     * @throws InvalidRequestException when it is no request
     */
    public FeatureRequest read(byte[] value) throws InvalidRequestException {
        if (value == null) {
            throw new InvalidRequestException("the record has no value");
        }
        try {
            FeatureRequest request = json.readValue(value, FeatureRequest.class);
            if (request == null) {
                throw new InvalidRequestException("the record's value is null");
            }
            return request;
        } catch (IOException e) {
            throw new InvalidRequestException("not a feature request: " + e.getMessage(), e);
        }
    }

    /**
     * Checks that this service may act on a request.
     *
     * @param purpose the topic that it came on
     * @throws InvalidRequestException when it asks for what its purpose does not allow, or wants
     *     its answer on a topic that is none of the purpose's
     */
    public void check(FeatureRequest request, Purpose purpose) throws InvalidRequestException {
        purpose.check(request);
        String topic = request.replyTopic();
        if (!purpose.mayReplyTo(topic) || topic.endsWith(Topics.DEAD_LETTER_SUFFIX)) {
            throw new InvalidRequestException(
                    "the reply topic " + topic + " is not a feature topic");
        }
    }
}
