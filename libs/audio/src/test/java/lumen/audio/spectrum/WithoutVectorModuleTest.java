package lumen.audio.spectrum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;
import org.junit.jupiter.api.Test;

/** A JVM without the incubator module must work, and say why it is slower. */
class WithoutVectorModuleTest {
    @Test
    void thePlainKernelIsChosenWhereTheModuleIsMissing() throws Exception {
        // Given the command of a JVM, with the module and without
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> without =
                List.of(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Spectrum.class.getName());
        List<String> with = new ArrayList<>(without);
        with.addAll(1, List.of("--add-modules", "jdk.incubator.vector"));
        // When a spectrogram is computed in each
        String plain = output(without);
        String vector = output(with);
        // Then each uses what it has, both agree, and only the plain one warns
        assertThat(plain).contains("PLAIN", "frames 101", "--add-modules jdk.incubator.vector");
        assertThat(vector).contains("VECTOR", "frames 101").doesNotContain("several times slower");
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    /** The program of the other JVM. */
    static final class Spectrum {
        private Spectrum() {}

        public static void main(String[] arguments) {
            MelTables tables = MelTables.of(new MelParameters(16_000, 400, 160, 128, 0, 8_000));
            MelSpectrogram spectrogram = new MelSpectrogram(tables);
            int frames = spectrogram.frames(16_000);
            spectrogram.power(new float[16_000], 16_000, new float[128 * frames]);
            System.out.println(KernelKind.best() + " frames " + frames);
        }
    }
}
