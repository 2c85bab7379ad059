package lumen.model.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.model.file.ModelFormatException;

/**
 * Reads safetensors: eight bytes with the header's length, a header in JSON ({@code {"name":
 * {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}}), and the values.
 */
final class SafeTensors {
    /** The format's own limit for the header. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private SafeTensors() {}

    static Map<String, WeightTensor> read(MemorySegment file)
            throws IOException, ModelFormatException {
        long length =
                file.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
        if (length < 2 || length > LONGEST_HEADER || length > file.byteSize() - Long.BYTES) {
            throw new ModelFormatException(
                    "The file is neither safetensors nor a PyTorch file, or it is cut off");
        }
        MemorySegment data = file.asSlice(Long.BYTES + length);
        Map<String, WeightTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : header(file, length).properties()) {
            if (!entry.getKey().equals("__metadata__")) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), data));
            }
        }
        return tensors;
    }

    private static JsonNode header(MemorySegment file, long length)
            throws IOException, ModelFormatException {
        byte[] text = file.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        try {
            JsonNode header = JSON.readTree(text);
            if (header == null || !header.isObject()) {
                throw new ModelFormatException("The header of the safetensors file is no object");
            }
            return header;
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(
                    "The header of the safetensors file is not the JSON it should be: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private static WeightTensor tensor(String name, JsonNode entry, MemorySegment data)
            throws ModelFormatException {
        ElementType type = type(name, entry.path("dtype").asText());
        List<Long> shape = numbers(name, entry.path("shape"));
        List<Long> offsets = numbers(name, entry.path("data_offsets"));
        if (offsets.size() != 2
                || offsets.getFirst() > offsets.getLast()
                || offsets.getLast() > data.byteSize()) {
            throw new ModelFormatException(
                    "The weight " + name + " lies outside the file: " + entry.path("data_offsets"));
        }
        MemorySegment values =
                data.asSlice(offsets.getFirst(), offsets.getLast() - offsets.getFirst());
        long capacity = values.byteSize() / type.bytes();
        List<Long> strides;
        try {
            strides = WeightTensor.contiguous(shape);
            if (Math.multiplyExact(WeightTensor.count(shape), type.bytes()) != values.byteSize()) {
                throw new ModelFormatException(
                        "The weight %s declares %s values of shape %s, but the file has %d bytes for it"
                                .formatted(name, type, shape, values.byteSize()));
            }
        } catch (ArithmeticException e) {
            throw new ModelFormatException(
                    "The weight " + name + " declares an impossible shape: " + shape, e);
        }
        return new WeightTensor(name, type, shape, strides, 0, () -> values, capacity, capacity);
    }

    private static ElementType type(String name, String code) throws ModelFormatException {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(code)) {
                return type;
            }
        }
        throw new ModelFormatException(
                "The weight %s has the type \"%s\"; known are %s"
                        .formatted(name, code, List.of(ElementType.values())));
    }

    private static List<Long> numbers(String name, JsonNode array) throws ModelFormatException {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : array) {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                throw new ModelFormatException(
                        "The weight " + name + " has a size that is no number: " + array);
            }
            numbers.add(number.asLong());
        }
        if (!array.isArray()) {
            throw new ModelFormatException("The weight " + name + " has no shape or place");
        }
        return numbers;
    }
}
