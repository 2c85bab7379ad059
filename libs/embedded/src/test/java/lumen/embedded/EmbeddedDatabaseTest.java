package lumen.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir Path directory;

    @Test
    void committedRowsAreKeptAndDurableAfterTheOwnerWasKilled() throws Exception {
        // Given
        Path half = Files.createDirectories(directory.resolve("programs/PG-half/lib"));
        killedOwner();
        long orphanedProcess = postmaster();

        // When
        String pitch;
        String durability;
        try (EmbeddedDatabase database = start(directory)) {
            String url = database.createDatabase("lumen");
            pitch = query(url, "select pitch from note");
            durability =
                    query(
                            url,
                            "select current_setting('fsync') || ' '"
                                    + " || current_setting('synchronous_commit')");
        }

        // Then
        assertThat(pitch).isEqualTo("7");
        assertThat(durability).isEqualTo("on on");
        assertThat(ProcessHandle.of(orphanedProcess)).isEmpty();
        assertThat(directory.resolve("data/postmaster.pid")).doesNotExist();
        assertThat(half).as("what a killed process unpacked").doesNotExist();
    }

    @Test
    void aDirectoryInUseIsLeftAlone() throws Exception {
        // Given
        try (EmbeddedDatabase first = start(directory)) {
            String url = first.createDatabase("lumen");

            // When, Then
            assertThatThrownBy(() -> start(directory))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another process");
            assertThat(query(url, "select 1")).isEqualTo("1");
        }
    }

    /** Runs a JVM that starts the database, writes a row and dies without stopping anything. */
    private void killedOwner() throws Exception {
        Process owner =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Owner.class.getName(),
                                directory.toString())
                        .inheritIO()
                        .start();
        assertThat(owner.waitFor()).isEqualTo(9);
    }

    /** See {@link #killedOwner()}. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            EmbeddedDatabase database = start(Path.of(arguments[0]));
            execute(database.createDatabase("lumen"), "create table note as select 7 as pitch");
            Runtime.getRuntime().halt(9);
        }
    }

    private static EmbeddedDatabase start(Path directory) throws Exception {
        return EmbeddedDatabase.start(
                new EmbeddedDatabase.Settings(
                        directory,
                        directory.resolve("programs"),
                        FreePorts.any(),
                        EmbeddedDatabase.Durability.KEPT));
    }

    private long postmaster() throws Exception {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst());
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, EmbeddedDatabase.USER, "");
    }
}
