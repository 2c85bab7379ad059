package lumen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version that the build wrote into this module. */
public final class LumenVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        Properties properties = new Properties();
        try (InputStream file = LumenVersion.class.getResourceAsStream("version.properties")) {
            properties.load(file);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        return new String[] {"lumen " + properties.getProperty("version")};
    }
}
