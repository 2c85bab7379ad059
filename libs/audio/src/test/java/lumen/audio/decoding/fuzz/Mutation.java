package lumen.audio.decoding.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A way to damage a file. */
enum Mutation {
    /** Some single bits. */
    BIT_FLIPS {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] damaged = file.clone();
            int flips = 1 + random.nextInt(64);
            for (int i = 0; i < flips; i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return damaged;
        }
    },
    /** Only the beginning. */
    TRUNCATION {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            return Arrays.copyOf(file, 1 + random.nextInt(file.length));
        }
    },
    /** A number in the header, of any width, becomes an extreme one. */
    HEADER_EXTREME {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] damaged = file.clone();
            int header = Math.min(HEADER_BYTES, damaged.length);
            int fields = 1 + random.nextInt(3);
            for (int i = 0; i < fields; i++) {
                int width = 1 << random.nextInt(4);
                if (header > width) {
                    long value = EXTREMES[random.nextInt(EXTREMES.length)];
                    put(damaged, random.nextInt(header - width), width, value, random);
                }
            }
            return damaged;
        }
    },
    /** A stretch of it is replaced by one of another file. */
    SPLICE {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] damaged = file.clone();
            int length = 1 + random.nextInt(Math.min(damaged.length, other.length));
            System.arraycopy(
                    other,
                    random.nextInt(other.length - length + 1),
                    damaged,
                    random.nextInt(damaged.length - length + 1),
                    length);
            return damaged;
        }
    },
    /** A stretch of it comes again, so that everything after it is elsewhere. */
    REPETITION {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int from = random.nextInt(file.length);
            int length = 1 + random.nextInt(file.length - from);
            ByteBuffer damaged = ByteBuffer.allocate(file.length + length);
            return damaged.put(file, 0, from + length).put(file, from, file.length - from).array();
        }
    },
    /** A stretch of it is missing. */
    DELETION {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            int from = random.nextInt(file.length);
            int length = random.nextInt(file.length - from);
            ByteBuffer damaged = ByteBuffer.allocate(file.length - length);
            return damaged.put(file, 0, from)
                    .put(file, from + length, file.length - from - length)
                    .array();
        }
    },
    /** A stretch of it is noise. */
    NOISE {
        @Override
        byte[] apply(byte[] file, byte[] other, RandomGenerator random) {
            byte[] damaged = file.clone();
            int from = random.nextInt(file.length);
            byte[] noise = new byte[1 + random.nextInt(file.length - from)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, damaged, from, noise.length);
            return damaged;
        }
    };

    private static final int HEADER_BYTES = 2_048;

    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        0x7F,
        0x80,
        0x7FFF,
        0x8000,
        0x7FFF_FFFFL,
        0x8000_0000L,
        0xFFFF_FFFFL,
        0x1000_0000L,
        0x3FFF_FFFFL,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /**
     * A damaged copy.
     *
     * @param file the file, not changed
     * @param other another one, of which parts may be taken
     * @param random the source of all chance
     */
    abstract byte[] apply(byte[] file, byte[] other, RandomGenerator random);

    private static void put(byte[] bytes, int at, int width, long value, RandomGenerator random) {
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes)
                        .order(
                                random.nextBoolean()
                                        ? ByteOrder.BIG_ENDIAN
                                        : ByteOrder.LITTLE_ENDIAN);
        switch (width) {
            case 1 -> buffer.put(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) value);
            case 4 -> buffer.putInt(at, (int) value);
            case 8 -> buffer.putLong(at, value);
            default -> throw new IllegalArgumentException("width " + width);
        }
    }
}
