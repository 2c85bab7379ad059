package lumen.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The largest networks are built, saved, read and opened within 4 GiB. It writes files of up to 785
 * MB, so it runs when asked: {@code benchmarks/large-models.sh}.
 */
@EnabledIfSystemProperty(named = "lumen.large-models", matches = "true")
class LargeModelsTest {
    private static final int MOST_MEBIBYTES = 4096;
    private static final Pattern PEAK = Pattern.compile("peak (\\d+) MiB");

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "convnext_large",
                "efficient_net_v2_l",
                "ast",
                "resnext101_32x8d",
                "resnext101_64x4d"
            })
    void fitsIntoFourGibibytes(String name) throws Exception {
        // Given
        Path output = directory.resolve("output.txt");
        ProcessBuilder command =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx2g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeModel.class.getName(),
                                name,
                                directory.resolve(name + ".onnx").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());

        // When
        int status = command.start().waitFor();

        // Then
        String report = Files.readString(output, StandardCharsets.UTF_8);
        System.out.print(report);
        assertThat(status).as(report).isZero();
        Matcher peak = PEAK.matcher(report);
        assertThat(peak.find()).isTrue();
        assertThat(Integer.parseInt(peak.group(1))).isLessThan(MOST_MEBIBYTES);
    }
}
