package lumen.feature.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.Topics;

/** Reads records of {@link Topics#AUDIO} and refuses what no worker should act on. */
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
     * @throws InvalidRequestException when it names several files, or wants its answer on a topic
     *     that is none of the feature topics
     */
    public void check(FeatureRequest request) throws InvalidRequestException {
        if (request.audio().size() != 1) {
            throw new InvalidRequestException(
                    request.audio().size() + " audio references; exactly one is supported");
        }
        if (!isFeatureTopic(request.replyTopic())) {
            throw new InvalidRequestException(
                    "the reply topic " + request.replyTopic() + " is not a feature topic");
        }
    }

    /** Whoever can send a request must not be able to write to topics of other kinds. */
    private static boolean isFeatureTopic(String topic) {
        return topic.equals(Topics.FEATURES)
                || (topic.startsWith(Topics.FEATURES + ".")
                        && !topic.endsWith(Topics.DEAD_LETTER_SUFFIX));
    }
}
