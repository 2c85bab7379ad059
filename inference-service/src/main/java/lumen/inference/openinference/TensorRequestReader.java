package lumen.inference.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.inference.openinference.TensorRequest.WantedOutput;
import lumen.inference.scoring.PendingPart;

/** Reads the body of an inference request: JSON, with the values in it or as bytes behind it. */
final class TensorRequestReader {
    /** The name of every model's input. */
    static final String INPUT = "features";

    /** Numbers read as text take some twenty times their length in memory. */
    private static final int LONGEST_JSON = 4 << 20;

    private final ObjectMapper json;

    TensorRequestReader(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads a body.
     *
     * @param jsonLength how many bytes of it are JSON; the rest is binary tensor data
     * @throws InvalidTensorRequestException if it is no valid request
     */
    TensorRequest read(byte[] body, int jsonLength) throws InvalidTensorRequestException {
        if (jsonLength < 0 || jsonLength > body.length) {
            throw new InvalidTensorRequestException(
                    "the JSON is said to be %d bytes long, the body has %d"
                            .formatted(jsonLength, body.length));
        }
        if (jsonLength > LONGEST_JSON) {
            throw new InvalidTensorRequestException(
                    "the JSON is %d bytes long, at most %d can be read: send the values as binary"
                                    .formatted(jsonLength, LONGEST_JSON)
                            + " tensor data");
        }
        JsonNode request = parse(body, jsonLength);
        ByteBuffer binary = ByteBuffer.wrap(body, jsonLength, body.length - jsonLength).slice();
        JsonNode inputs = request.path("inputs");
        if (inputs.size() != 1) {
            throw new InvalidTensorRequestException(
                    "there must be one input, \"%s\", and there are %d"
                            .formatted(INPUT, inputs.size()));
        }
        return new TensorRequest(
                request.path("id").isTextual() ? request.get("id").asText() : null,
                input(inputs.get(0), binary),
                outputs(request));
    }

    private JsonNode parse(byte[] body, int length) throws InvalidTensorRequestException {
        try {
            JsonNode request = json.readTree(body, 0, length);
            if (request == null || !request.isObject()) {
                throw new InvalidTensorRequestException("the body is not a JSON object");
            }
            return request;
        } catch (IOException e) {
            throw new InvalidTensorRequestException("the body is not JSON: " + firstLine(e));
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static PendingPart input(JsonNode input, ByteBuffer binary)
            throws InvalidTensorRequestException {
        String name = input.path("name").asText();
        if (!name.equals(INPUT)) {
            throw new InvalidTensorRequestException(
                    "the input is named \"%s\", not \"%s\"".formatted(name, INPUT));
        }
        ElementType type = elementType(input.path("datatype").asText());
        List<Integer> shape = shape(input.path("shape"));
        long elements = 1;
        for (int size : shape) {
            elements *= size;
            if (elements > Integer.MAX_VALUE / Float.BYTES) {
                throw new InvalidTensorRequestException("shape " + shape + " is too large");
            }
        }
        JsonNode length = input.path("parameters").path("binary_data_size");
        ByteBuffer values =
                length.isMissingNode()
                        ? listed(input.path("data"), type, (int) elements)
                        : binary(binary, length, elements * type.bytes());
        return new PendingPart(type, shape, values);
    }

    private static ElementType elementType(String datatype) throws InvalidTensorRequestException {
        return switch (datatype) {
            case "FP32" -> ElementType.FLOAT32;
            case "FP16" -> ElementType.FLOAT16;
            default ->
                    throw new InvalidTensorRequestException(
                            "the datatype is \"%s\"; FP32 and FP16 can be read"
                                    .formatted(datatype));
        };
    }

    private static List<Integer> shape(JsonNode sizes) throws InvalidTensorRequestException {
        List<Integer> shape = new ArrayList<>();
        for (JsonNode size : sizes) {
            if (!size.canConvertToInt() || size.asInt() < 1) {
                throw new InvalidTensorRequestException(
                        "a size of the shape is %s, not a whole number from 1".formatted(size));
            }
            shape.add(size.asInt());
        }
        if (shape.size() < 2) {
            throw new InvalidTensorRequestException(
                    "the shape has %d sizes; it is windows, then the shape of one"
                            .formatted(shape.size()));
        }
        return shape;
    }

    private static ByteBuffer binary(ByteBuffer binary, JsonNode length, long wanted)
            throws InvalidTensorRequestException {
        if (length.asLong(-1) != wanted || binary.remaining() != wanted) {
            throw new InvalidTensorRequestException(
                    "the shape needs %d bytes; binary_data_size says %s and %d bytes follow the JSON"
                            .formatted(wanted, length, binary.remaining()));
        }
        return binary;
    }

    private static ByteBuffer listed(JsonNode data, ElementType type, int elements)
            throws InvalidTensorRequestException {
        if (type != ElementType.FLOAT32) {
            throw new InvalidTensorRequestException("FP16 values must be sent as binary data");
        }
        if (!data.isArray()) {
            throw new InvalidTensorRequestException("the input has no list \"data\"");
        }
        // Allocated by what was sent, not by what the shape claims.
        List<Float> values = new ArrayList<>();
        flatten(data, values, 0);
        if (values.size() != elements) {
            throw new InvalidTensorRequestException(
                    "the shape needs %d values and data has %d".formatted(elements, values.size()));
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(bytes::putFloat);
        return bytes.flip();
    }

    /** Lists may be nested as the shape is, or flat. */
    private static void flatten(JsonNode data, List<Float> values, int depth)
            throws InvalidTensorRequestException {
        for (JsonNode value : data) {
            if (value.isNumber()) {
                values.add(value.floatValue());
            } else if (value.isArray() && depth < 8) {
                flatten(value, values, depth + 1);
            } else {
                throw new InvalidTensorRequestException("data holds " + value.getNodeType());
            }
        }
    }

    private static List<WantedOutput> outputs(JsonNode request)
            throws InvalidTensorRequestException {
        boolean binary = request.path("parameters").path("binary_data_output").asBoolean(false);
        JsonNode named = request.path("outputs");
        List<WantedOutput> outputs = new ArrayList<>();
        if (named.isEmpty()) {
            for (Output output : Output.values()) {
                outputs.add(new WantedOutput(output, binary));
            }
            return outputs;
        }
        for (JsonNode wanted : named) {
            String name = wanted.path("name").asText();
            Output output =
                    Output.named(name)
                            .orElseThrow(
                                    () ->
                                            new InvalidTensorRequestException(
                                                    "there is no output \"%s\"".formatted(name)));
            outputs.add(
                    new WantedOutput(
                            output,
                            wanted.path("parameters").path("binary_data").asBoolean(binary)));
        }
        return outputs;
    }
}
