package lumen.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.FeatureTensorSerializer;
import lumen.contracts.topic.TimeRange;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class FeatureTensorSerializerTest {
    private final FeatureTensorSerializer.Reader reader = new FeatureTensorSerializer.Reader();

    @Test
    void aTensorComesBackAsItWasWritten() {
        // Given
        ByteBuffer values = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(new float[] {1, 2, 3, 4, 5, 6});
        FeatureTensor tensor =
                new FeatureTensor(
                        new FeatureTensor.Header(
                                "item",
                                "job",
                                "model",
                                2,
                                true,
                                ElementType.FLOAT32,
                                List.of(1, 2, 3),
                                List.of(new TimeRange(4.5, 6)),
                                6.0),
                        values);
        RecordHeaders headers = new RecordHeaders();

        // When
        byte[] bytes = new FeatureTensorSerializer().serialize("t", headers, tensor);
        FeatureTensor read = reader.deserialize("t", headers, bytes);

        // Then
        assertThat(read.header()).isEqualTo(tensor.header());
        assertThat(read.values().getFloat(20)).isEqualTo(6f);
    }

    @Test
    void bytesWithoutAHeaderAreRefused() {
        assertThatThrownBy(() -> reader.deserialize("t", new RecordHeaders(), new byte[4]))
                .isInstanceOf(SerializationException.class);
    }
}
