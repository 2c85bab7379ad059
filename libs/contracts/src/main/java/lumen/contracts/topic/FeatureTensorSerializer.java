package lumen.contracts.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes a {@link FeatureTensor} as the record's value and its header as a record header. */
public final class FeatureTensorSerializer implements Serializer<FeatureTensor> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public byte[] serialize(String topic, FeatureTensor tensor) {
        throw new SerializationException("a feature tensor needs record headers");
    }

    @Override
    public byte[] serialize(String topic, Headers headers, FeatureTensor tensor) {
        try {
            headers.remove(FeatureTensor.HEADER);
            headers.add(FeatureTensor.HEADER, JSON.writeValueAsBytes(tensor.header()));
        } catch (JsonProcessingException e) {
            throw new SerializationException("tensor header", e);
        }
        ByteBuffer values = tensor.values();
        byte[] bytes = new byte[values.remaining()];
        values.get(values.position(), bytes);
        return bytes;
    }

    /** Reads what {@link FeatureTensorSerializer} wrote. */
    public static final class Reader implements Deserializer<FeatureTensor> {
        @Override
        public FeatureTensor deserialize(String topic, byte[] data) {
            throw new SerializationException("a feature tensor needs record headers");
        }

        @Override
        public FeatureTensor deserialize(String topic, Headers headers, byte[] data) {
            Header header = headers.lastHeader(FeatureTensor.HEADER);
            if (header == null || data == null) {
                throw new SerializationException("not a feature tensor");
            }
            try {
                return new FeatureTensor(
                        JSON.readValue(header.value(), FeatureTensor.Header.class),
                        ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
            } catch (IOException | IllegalArgumentException e) {
                throw new SerializationException("invalid feature tensor: " + e.getMessage(), e);
            }
        }
    }
}
