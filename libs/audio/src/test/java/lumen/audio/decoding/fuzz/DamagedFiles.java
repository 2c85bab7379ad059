package lumen.audio.decoding.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import lumen.audio.decoding.TestingFiles;

/** An endless row of damaged files, of which each number always means the same bytes. */
final class DamagedFiles {
    /** Every container; the other files have the same codecs. */
    private static final List<String> NAMES =
            List.of(
                    "sine.wav",
                    "sine.mp3",
                    "sine.ogg",
                    "sine.flac",
                    "sine.m4a",
                    "sine.opus",
                    "sine.webm",
                    "sine.aiff",
                    "sine.aac",
                    "index-first.m4a",
                    "live.webm",
                    "longer-film.mp4",
                    "longer-film.webm",
                    "without-length.mp3");

    private static final List<Mutation> MUTATIONS = List.of(Mutation.values());
    private static final int MOST_MUTATIONS = 3;

    private final List<byte[]> files = NAMES.stream().map(TestingFiles::bytes).toList();
    private final long seed;

    DamagedFiles(long seed) {
        this.seed = seed;
    }

    /** The name of the file that a number's file was made of. */
    String origin(int number) {
        return NAMES.get(number % NAMES.size());
    }

    /** The damaged file of a number. */
    byte[] file(int number) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + number);
        byte[] file = files.get(number % files.size());
        int mutations = 1 + random.nextInt(MOST_MUTATIONS);
        for (int i = 0; i < mutations; i++) {
            Mutation mutation = MUTATIONS.get(random.nextInt(MUTATIONS.size()));
            file = mutation.apply(file, files.get(random.nextInt(files.size())), random);
        }
        return file;
    }
}
