package lumen.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import lumen.contracts.topic.FeatureTensor;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.TimeRange;

/** Feature tensors whose windows are constant. */
public final class TestingTensors {
    private TestingTensors() {}

    /** A single part of float32 windows of 3 frames, one for each value. */
    public static FeatureTensor of(String item, String model, float... values) {
        return of(item, model, ElementType.FLOAT32, TestingModels.BANDS, 3, values);
    }

    public static FeatureTensor of(
            String item, String model, ElementType type, int bands, int frames, float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * bands * frames * type.bytes())
                        .order(ByteOrder.LITTLE_ENDIAN);
        List<TimeRange> windows = new ArrayList<>();
        for (int window = 0; window < values.length; window++) {
            windows.add(new TimeRange(window, window + 1));
            for (int i = 0; i < bands * frames; i++) {
                switch (type) {
                    case FLOAT32 -> bytes.putFloat(values[window]);
                    case FLOAT16 -> bytes.putShort(Float.floatToFloat16(values[window]));
                }
            }
        }
        return new FeatureTensor(
                new FeatureTensor.Header(
                        item,
                        "job of " + item,
                        model,
                        0,
                        true,
                        type,
                        List.of(values.length, bands, frames),
                        windows,
                        (double) values.length),
                bytes.flip());
    }
}
