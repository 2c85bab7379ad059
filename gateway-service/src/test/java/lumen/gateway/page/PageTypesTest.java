package lumen.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's TypeScript fits together: esbuild only strips the types, Deno checks them. */
class PageTypesTest {
    private static final String DENO = "/META-INF/resources/_static/linux-x64-glibc/2.5.4/deno";
    private static final String STRICT =
            """
            {"compilerOptions": {
                "lib": ["es2023", "dom", "dom.iterable"], "strict": true,
                "noUncheckedIndexedAccess": true, "noImplicitOverride": true,
                "noUnusedLocals": true, "noUnusedParameters": true, "verbatimModuleSyntax": true},
            "unstable": ["sloppy-imports"]}
            """;

    @Test
    void everyTypeIsRight(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        Path deno = folder.resolve("deno");
        try (InputStream program = PageTypesTest.class.getResourceAsStream(DENO)) {
            Files.copy(program, deno, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(deno.toFile().setExecutable(true)).isTrue();
        Path settings = Files.writeString(folder.resolve("deno.json"), STRICT);
        ProcessBuilder check =
                new ProcessBuilder(
                                deno.toString(),
                                "check",
                                "--no-remote",
                                "--no-lock",
                                "--config",
                                settings.toString(),
                                Path.of("src/main/resources/web/app/index.ts")
                                        .toAbsolutePath()
                                        .toString())
                        .redirectErrorStream(true);
        check.environment().put("DENO_DIR", folder.resolve("cache").toString());
        check.environment().put("DENO_NO_UPDATE_CHECK", "1");
        check.environment().put("NO_COLOR", "1");

        // When
        Process process = check.start();

        // Then
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(words).isZero();
    }
}
