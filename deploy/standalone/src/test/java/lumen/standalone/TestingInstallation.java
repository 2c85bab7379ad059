package lumen.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import lumen.standalone.service.ServiceKind;
import lumen.standalone.service.ServiceLaunch;

/**
 * Writes an installation whose services are this small program: it answers the readiness question
 * and tells its environment. A service whose folder holds a file {@code fails} ends at once.
 */
public final class TestingInstallation {
    // The compiler copies constants: the program's jar holds this class only.
    private static final String TOKEN_HEADER = ServiceLaunch.TOKEN_HEADER;
    private static final String TOKEN_PROPERTY =
            "quarkus.http.header.\"" + TOKEN_HEADER + "\".value";

    private TestingInstallation() {}

    /** Makes the installation in an empty folder. */
    static Installation create(Path root) throws IOException {
        Files.createDirectories(root.resolve("models"));
        Installation installation = new Installation(root);
        for (ServiceKind kind : ServiceKind.values()) {
            writeProgram(installation.program(kind));
        }
        return installation;
    }

    /** Writes the program's jar into a folder, which is made. */
    public static void writeProgram(Path folder) throws IOException {
        Files.createDirectories(folder);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(Attributes.Name.MAIN_CLASS, TestingInstallation.class.getName());
        String entry = TestingInstallation.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(folder.resolve("quarkus-run.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream code =
                        TestingInstallation.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
            jar.closeEntry();
        }
    }

    /** The program. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("hello from process " + ProcessHandle.current().pid());
        if (Files.exists(Path.of("fails"))) {
            System.out.println("cannot work");
            System.exit(1);
        }
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 0);
        server.createContext("/q/health/ready", exchange -> answer(exchange, "{}"));
        server.createContext("/environment", exchange -> answer(exchange, environment()));
        server.start();
    }

    private static int port() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().matches("LUMEN_[A-Z]+_PORT"))
                .mapToInt(variable -> Integer.parseInt(variable.getValue()))
                .findFirst()
                .orElseThrow();
    }

    private static String environment() {
        StringBuilder text = new StringBuilder();
        System.getenv().forEach((name, value) -> text.append(name + "=" + value + "\n"));
        return text.toString();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set(TOKEN_HEADER, System.getProperty(TOKEN_PROPERTY));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
