package lumen.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lumen.model.Fixtures;
import lumen.model.file.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileWeightFileTest {
    @TempDir private Path directory;

    @Test
    void aPickleThatCallsSomethingIsRefusedByItsNameAndNothingRuns() throws Exception {
        // Given: a file that would run a program when PyTorch opened it.
        Path file = Fixtures.copy("call.pth", directory);

        // When, Then
        assertRefused(file, "The pickle names posix.system", "nothing of it was executed");
        assertThat(Path.of("executed")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0080\u0002cbuiltins\neval\n(X\u0001\u0000\u0000\u00001tR.', builtins.eval",
        "'\u0080\u0002c__builtin__\ngetattr\n.', __builtin__.getattr",
        "'\u0080\u0002ctorch\nload\n.', torch.load",
        "'\u0080\u0002(S.', 'operation 0x53 at byte 3'",
        "'\u0080\u0002ios\nsystem\n(.', 'operation 0x69 at byte 2'",
        "'\u0080\u0002\u0081.', 'operation 0x81 at byte 2'",
        "'\u0080\u0002X\u00ff\u00ff\u00ff\u007fab.', cut off",
        "'\u0080\u0002.', cut off",
        "'\u0080\u0002t.', cut off",
        "'\u0080\u0002h\u0001.', never made",
        "'\u0080\u0002}(]]u.', neither text nor numbers",
        "'\u0080\u0002K\u0001K\u0002s.', cut off",
        "'\u0080\u0002ccollections\nOrderedDict\nK\u0001R.', not that of a state dictionary",
        "'\u0080\u0007N.', protocol 7",
    })
    void aPickleThatIsNoStateDictionaryIsRefused(String pickle, String reason) throws Exception {
        // Given
        Path file = directory.resolve("odd.pth");
        writeArchive(file, "a/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));

        // When, Then
        assertRefused(file, reason);
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() throws IOException {
        // Given: a gigabyte of zeros in a megabyte.
        Path file = directory.resolve("bomb.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a/data.pkl"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }

        // When, Then
        assertRefused(file, "compressed entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/cron.d/x", "/etc/passwd", "a\\..\\b", "a/../data.pkl"})
    void anEntryThatPointsOutOfTheArchiveIsRefused(String name) throws IOException {
        // Given
        Path file = directory.resolve("tricks.pth");
        writeArchive(file, name, new byte[] {1});

        // When, Then
        assertRefused(file, "points outside");
    }

    @Test
    void anArchiveThatIsNotPyTorchsIsRefused() throws IOException {
        // Given
        Path file = directory.resolve("other.pth");
        writeArchive(file, "readme.txt", new byte[] {1});

        // When, Then
        assertRefused(file, "no data.pkl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1000000000,1000],\"data_offsets\":[0,8]}} |"
                        + " but the file has 8 bytes",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}}"
                    + " | impossible shape",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | outside",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | outside",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | no number",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,8]}} | no number",
                "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}} | no shape",
                "{\"w\":{\"dtype\":\"X9\",\"shape\":[2],\"data_offsets\":[0,8]}} | \"X9\"",
                "{\"w\":7} | the type \"\"",
                "{\"w\":{},\"w\":{}} | Duplicate",
                "[1] | no object",
                "{\"w\" | not the JSON",
                "{} | no weights",
            })
    void aSafetensorsHeaderThatLiesIsRefused(String header, String reason) throws IOException {
        // Given
        Path file = directory.resolve("lie.safetensors");
        writeSafetensors(file, header.length(), header, 8);

        // When, Then
        assertRefused(file, reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 1000, 99_000_000, 200_000_000, Long.MAX_VALUE})
    void aSafetensorsHeaderOfAnImpossibleLengthIsRefused(long length) throws IOException {
        // Given
        Path file = directory.resolve("length.safetensors");
        writeSafetensors(file, length, "{}", 0);

        // When, Then
        assertRefused(file, "neither safetensors nor a PyTorch file");
    }

    @Test
    void aTensorThatIsLargerThanItsStorageOrTheFileIsRefused() throws Exception {
        // Given: the shape [3, 4] of "whole" made [3, 255], and with strides of 0.
        byte[] bytes = Fixtures.bytes("checkpoint.pth");
        byte[] shape = {'K', 3, 'K', 4, (byte) 0x86};
        byte[] huge = {'K', 3, 'K', (byte) 255, (byte) 0x86};
        System.arraycopy(huge, 0, bytes, indexOf(bytes, shape), huge.length);
        Path file = directory.resolve("huge.pth");
        Files.write(file, bytes);

        // When, Then
        assertRefused(file, "more than the file holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.safetensors", "checkpoint.pth", "legacy.pth"})
    void aFileCutOffAnywhereIsRefused(String name) throws IOException {
        // Given
        byte[] bytes = Fixtures.bytes(name);
        Path file = directory.resolve("cut");
        int step = Math.max(1, bytes.length / 60);

        for (int length = 0; length < bytes.length; length += step) {
            Files.write(file, Arrays.copyOf(bytes, length));

            // When, Then
            assertThatThrownBy(() -> WeightFile.open(file))
                    .isInstanceOf(ModelFormatException.class)
                    .hasMessageContaining(" ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.safetensors", "checkpoint.pth", "legacy.pth"})
    void randomDamageNeverDoesAnythingWorseThanToBeRefused(String name) throws IOException {
        // Given
        byte[] bytes = Fixtures.bytes(name);
        Path file = directory.resolve("damaged");
        Random random = new Random(5);

        for (int i = 0; i < 400; i++) {
            byte[] damaged = bytes.clone();
            for (int k = 0; k < 3; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            Files.write(file, damaged);

            // When
            Throwable thrown = null;
            try (WeightFile weights = WeightFile.open(file)) {
                for (WeightTensor tensor : weights.tensors().values()) {
                    assertThat(tensor.values()).hasSize(Math.toIntExact(tensor.count()));
                }
            } catch (ModelFormatException | IOException e) {
                thrown = e;
            }

            // Then: nothing else was thrown, and what was has a sentence.
            if (thrown != null) {
                assertThat(thrown).hasMessageContaining(" ");
            }
        }
    }

    private static void assertRefused(Path file, String... reasons) {
        assertThatThrownBy(() -> WeightFile.open(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContainingAll(reasons);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new IllegalArgumentException("the fixture has changed");
    }

    /** An archive of one entry that is not compressed. */
    private static void writeArchive(Path file, String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            CRC32 checksum = new CRC32();
            checksum.update(content);
            ZipEntry entry = new ZipEntry(name);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        Files.write(file, bytes.toByteArray());
    }

    private static void writeSafetensors(Path file, long length, String header, int data)
            throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(text);
        Files.write(file, bytes.array());
    }
}
