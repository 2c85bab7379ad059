package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.TestingWav;
import lumen.audio.mel.MelParameters;
import org.junit.jupiter.api.Test;

/** An hour of audio takes no more memory than a minute. */
class LongFileTest {
    private static final int RATE = 16_000;
    private static final long HOUR_SAMPLES = 3_600L * RATE;
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void anHourIsExtractedInConstantMemory() throws Exception {
        // Given an hour of a 16-bit wav file that exists only while it is read, 115 MB long, and
        // whose samples would be 230 MB
        FeatureExtractor extractor =
                FeatureExtractor.of(
                        new LogMelSpectrogramFeatures(
                                new MelParameters(RATE, 512, 512, 16, 0, 8_000),
                                true,
                                new Windowing(1_000, 1_000, Padding.REPEAT)));
        long[] most = {0};
        System.gc();
        long before = used();
        // When it is extracted
        Summary summary =
                extractor.extract(
                        HourOfNoise::new,
                        DecodingLimits.defaults(),
                        (index, start, end, values) -> {
                            if (index % 40 == 20) {
                                System.gc();
                                most[0] = Math.max(most[0], used() - before);
                            }
                        });
        // Then every window came, and the heap held a few megabytes at any time
        assertThat(summary.durationSeconds()).isCloseTo(3_600, within(1e-6));
        assertThat(summary.windows()).isEqualTo(113);
        assertThat(most[0]).isLessThan(16 * MEBIBYTE).isNotZero();
    }

    private static long used() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** A wav file whose every byte is computed from its position. */
    private static final class HourOfNoise implements SeekableByteChannel {
        private final byte[] header = TestingWav.header(RATE, 2 * HOUR_SAMPLES);
        private long position;

        @Override
        public int read(ByteBuffer target) {
            int count = (int) Math.min(target.remaining(), size() - position);
            for (int i = 0; i < count; i++, position++) {
                target.put(
                        position < header.length
                                ? header[(int) position]
                                : (byte) ((position * 0x9E3779B97F4A7C15L) >>> 56));
            }
            return count == 0 ? -1 : count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = newPosition;
            return this;
        }

        @Override
        public long size() {
            return header.length + 2 * HOUR_SAMPLES;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
