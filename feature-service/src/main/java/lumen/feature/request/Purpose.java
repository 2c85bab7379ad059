package lumen.feature.request;

import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.Topics;

/** What features are wanted for; each purpose has a topic of its own. */
public enum Purpose {
    /** Somebody waits for the answer: {@link Topics#AUDIO}. */
    PREDICTION {
        @Override
        void check(FeatureRequest request) throws InvalidRequestException {
            if (request.audio().size() != 1) {
                throw new InvalidRequestException(
                        request.audio().size()
                                + " audio references; a prediction is of exactly one");
            }
            if (request.variation() != null) {
                throw new InvalidRequestException("a prediction is of the audio as it is");
            }
        }

        @Override
        boolean mayReplyTo(String topic) {
            return topic.equals(Topics.FEATURES)
                    || (topic.startsWith(Topics.FEATURES + ".")
                            && !topic.startsWith(Topics.FEATURES_OF_RUN));
        }
    },
    /** A sample of a training run: {@link Topics#AUDIO_TRAINING}. */
    TRAINING {
        @Override
        void check(FeatureRequest request) throws InvalidRequestException {
            if (request.audio().size() > MOST_REFERENCES) {
                throw new InvalidRequestException(
                        "%d audio references; at most %d make a sample"
                                .formatted(request.audio().size(), MOST_REFERENCES));
            }
            if (request.audio().size() > 1 && request.variation() == null) {
                throw new InvalidRequestException(
                        "several audio references, but nothing that combines them");
            }
        }

        @Override
        boolean mayReplyTo(String topic) {
            return topic.startsWith(Topics.FEATURES_OF_RUN);
        }
    };

    private static final int MOST_REFERENCES = 64;

    abstract void check(FeatureRequest request) throws InvalidRequestException;

    /** Whoever can send a request must not be able to write to topics of other kinds. */
    abstract boolean mayReplyTo(String topic);
}
