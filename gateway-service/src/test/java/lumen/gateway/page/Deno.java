package lumen.gateway.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Deno out of a Maven artifact: checks the types of the page's TypeScript and runs its tests.
 *
 * @param folder where the program and what it keeps are
 */
record Deno(Path folder) {
    private static final String PROGRAM = "/META-INF/resources/_static/linux-x64-glibc/2.5.4/deno";
    private static final String STRICT =
            """
            {"compilerOptions": {
                "lib": [LIBRARY "es2023", "dom", "dom.iterable"], "strict": true,
                "noUncheckedIndexedAccess": true, "noImplicitOverride": true,
                "noUnusedLocals": true, "noUnusedParameters": true, "verbatimModuleSyntax": true},
            "unstable": ["sloppy-imports"]}
            """;

    /**
     * How a call ended.
     *
     * @param code 0 when everything was right
     */
    record Outcome(int code, String words) {}

    /** What a file, and all that it names, says about its types. */
    Outcome check(Path file) throws IOException, InterruptedException {
        return call("check", file, "");
    }

    /** What the tests below a folder say. */
    Outcome test(Path tests) throws IOException, InterruptedException {
        return call("test", tests, "\"deno.ns\",");
    }

    private Outcome call(String command, Path subject, String library)
            throws IOException, InterruptedException {
        Path deno = folder.resolve("deno");
        try (InputStream program = Deno.class.getResourceAsStream(PROGRAM)) {
            Files.copy(program, deno, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!deno.toFile().setExecutable(true)) {
            throw new IOException(deno + " cannot be made a program");
        }
        Path settings =
                Files.writeString(folder.resolve("deno.json"), STRICT.replace("LIBRARY", library));
        List<String> words = new ArrayList<>(List.of(deno.toString(), command));
        words.addAll(List.of("--no-remote", "--no-lock", "--config", settings.toString()));
        words.add(subject.toAbsolutePath().toString());
        ProcessBuilder call = new ProcessBuilder(words).redirectErrorStream(true);
        call.environment().put("DENO_DIR", folder.resolve("cache").toString());
        call.environment().put("DENO_NO_UPDATE_CHECK", "1");
        call.environment().put("NO_COLOR", "1");
        Process process = call.start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IOException("deno does not end: " + told);
        }
        return new Outcome(process.exitValue(), told);
    }
}
