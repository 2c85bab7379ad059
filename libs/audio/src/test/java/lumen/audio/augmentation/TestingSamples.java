package lumen.audio.augmentation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Samples whose bits are the same everywhere, and a checksum of what augmentations make of them.
 */
final class TestingSamples {
    private static final int BANDS = 40;
    private static final int FRAMES = 50;

    private TestingSamples() {}

    /** A sawtooth with noise. */
    private static float[] recording(String name) {
        AugmentationRandom random = AugmentationRandom.of(0, name, 0);
        float[] samples = new float[12_000];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = (index % 37 - 18) / 40f + 0.1f * (random.nextFloat() - 0.5f);
        }
        return samples;
    }

    private static Spectrogram donor(float[] recording) {
        float[] values = Arrays.copyOf(recording, BANDS * FRAMES);
        return Spectrogram.ofPower(values, BANDS, FRAMES);
    }

    /** A checksum of signal and spectrogram. */
    static long checksum(Augmentations augmentations, String sampleId, int epoch) {
        SampleAugmentation sample = augmentations.sample(42, sampleId, epoch);
        List<float[]> recordings = new ArrayList<>();
        for (int source = 0; source < sample.sources(); source++) {
            recordings.add(recording(sampleId + source));
        }
        float[] signal = sample.signal(recordings, TestingTones.RATE);
        float[] values = new float[BANDS * FRAMES];
        for (int index = 0; index < values.length; index++) {
            values[index] = 1 + index * 31 % 97;
        }
        sample.spectrogram(
                Spectrogram.ofPower(values, BANDS, FRAMES),
                sample.donor(recordings).map(TestingSamples::donor));
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (signal.length + values.length));
        bytes.asFloatBuffer().put(signal).put(values);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
