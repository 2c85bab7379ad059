package lumen.cli.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.datasets.AudioFile;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetStream;
import lumen.datasets.DatasetType;
import lumen.datasets.FaultList;
import lumen.datasets.LabelSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a tree of audio files as mono files of another sampling rate. */
@Command(
        name = "resample",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Copies a tree of audio as mono files of another sampling rate.",
        description = {
            "Files become 16-bit .wav files at the same places below DIR_RATE_hz; .txt files beside"
                    + " them come along. A copy is read faster, time after time, than its original."
        },
        parameterListHeading = "%nWhat to copy:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lumen datasets resample data/irmas/train --sampling-rate 16000")
final class ResampleCommand implements Callable<Integer> {
    private static final int LARGEST = Short.MAX_VALUE;

    @Parameters(paramLabel = "DIR", description = "A tree of audio files.")
    private Path directory;

    @Option(
            names = "--sampling-rate",
            paramLabel = "HZ",
            defaultValue = "16000",
            description = "The copies' sampling rate; ${DEFAULT-VALUE} if absent.")
    private int samplingRate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the copies go; DIR_RATE_hz if absent.")
    private Path output;

    private final Surroundings surroundings;

    /** Copies that are made or being made: several threads make them. */
    private final Set<Path> copies = ConcurrentHashMap.newKeySet();

    ResampleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::resample);
    }

    private ExitCode resample() throws DatasetException, InterruptedException {
        Path root = directory.toAbsolutePath().normalize();
        Path target =
                output != null
                        ? output
                        : root.resolveSibling(
                                "%s_%d_hz".formatted(root.getFileName(), samplingRate));
        if (samplingRate < 1) {
            throw new DatasetException("a sampling rate of " + samplingRate + " Hz is none");
        }
        if (target.toAbsolutePath().normalize().startsWith(root)) {
            throw new DatasetException(
                    "%s lies in the tree that is copied; name another place with --out"
                            .formatted(target));
        }
        FaultList faults = new FaultList(0);
        long[] failed = new long[1];
        long files;
        try (DatasetStream stream =
                DatasetStream.open(
                        List.of(new DatasetPath(DatasetType.INFERENCE, root)),
                        LabelSet.irmas(),
                        fault -> {
                            faults.report(fault);
                            DatasetWork.tell(surroundings, fault.message());
                        })) {
            files =
                    FileWork.each(
                            stream,
                            file -> copy(file, root, target),
                            (file, problem) -> {
                                if (!problem.isEmpty()) {
                                    failed[0]++;
                                    DatasetWork.tell(surroundings, file.path() + ": " + problem);
                                }
                            },
                            surroundings);
        }
        surroundings
                .terminal()
                .out()
                .line("wrote %d files to %s".formatted(files - failed[0], target));
        return failed[0] + faults.count() == 0 ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    /** Copies a file; what goes wrong, or nothing. */
    private String copy(AudioFile file, Path root, Path target) {
        try {
            Path copy = target.resolve(stem(root.relativize(file.path())) + ".wav");
            if (!copies.add(copy)) {
                return "another file has the same name but for its end, and was copied to " + copy;
            }
            float[] samples =
                    AudioDecoder.decodeAll(
                            AudioSource.of(file.path()), samplingRate, DecodingLimits.defaults());
            Files.createDirectories(copy.getParent());
            write(copy, samples);
            Path labels = Path.of(stem(file.path()) + ".txt");
            if (Files.isRegularFile(labels)) {
                Files.copy(
                        labels, Path.of(stem(copy) + ".txt"), StandardCopyOption.REPLACE_EXISTING);
            }
            return "";
        } catch (AudioException | IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String stem(Path file) {
        String text = file.toString();
        return text.substring(0, text.lastIndexOf('.'));
    }

    private void write(Path copy, float[] samples) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.clamp(Math.round(sample * LARGEST), -LARGEST, LARGEST));
        }
        AudioFormat format = new AudioFormat(samplingRate, Short.SIZE, 1, true, false);
        try (AudioInputStream audio =
                new AudioInputStream(
                        new ByteArrayInputStream(bytes.array()), format, samples.length)) {
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, copy.toFile());
        }
    }
}
