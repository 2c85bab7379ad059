package lumen.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives a Quarkus test a real broker with every topic of lumen, and a real PostgreSQL, both on free
 * ports and without containers.
 *
 * <p>The platform is started once per test JVM and stopped when the JVM ends, so any number of test
 * classes share it. Tests tell their records apart by key and by a consumer group of their own.
 *
 * <p>The argument {@value #DATABASE} set to {@code false} leaves the database out.
 */
public final class PlatformResource implements QuarkusTestResourceLifecycleManager {
    /** The argument that says whether the test needs a database; {@code true} if left out. */
    public static final String DATABASE = "database";

    private boolean database = true;

    @Override
    public void init(Map<String, String> arguments) {
        database = Boolean.parseBoolean(arguments.getOrDefault(DATABASE, "true"));
    }

    @Override
    public Map<String, String> start() {
        TestPlatform platform = TestPlatform.get();
        Map<String, String> properties = new HashMap<>();
        properties.put("kafka.bootstrap.servers", platform.bootstrapServers());
        if (database) {
            properties.put("quarkus.datasource.jdbc.url", platform.databaseUrl());
            properties.put("quarkus.datasource.username", TestPlatform.DATABASE_USER);
            properties.put("quarkus.datasource.password", TestPlatform.DATABASE_PASSWORD);
        }
        return properties;
    }

    /** Fills fields of type {@link TestPlatform} that carry {@link InjectPlatform}. */
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                TestPlatform.get(),
                new TestInjector.AnnotatedAndMatchesType(InjectPlatform.class, TestPlatform.class));
    }

    /** The platform stays for the next test class; the end of the JVM stops it. */
    @Override
    public void stop() {}
}
