package lumen.training.data.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Padding;
import lumen.audio.Windowing;
import lumen.audio.mel.MelParameters;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;
import lumen.training.data.Sample;
import lumen.training.data.SampleFeatures;
import lumen.training.data.TestingAudio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartTest {
    private static final FeatureSpecification FEATURES =
            new LogMelSpectrogramFeatures(
                    new MelParameters(8000, 256, 200, 16, 0, 4000),
                    true,
                    new Windowing(20, 20, Padding.REPEAT));

    @TempDir Path folder;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    /** A broker that can be away for a while. */
    private static final class Broker implements AutoCloseable {
        private final Path directory;
        private final List<Integer> ports = FreePorts.any(2);
        private EmbeddedKafka kafka;

        Broker(Path directory) throws IOException {
            this.directory = directory;
            start();
        }

        void start() throws IOException {
            kafka = EmbeddedKafka.start(directory, ports.get(0), ports.get(1));
        }

        String address() {
            return kafka.bootstrapServers();
        }

        @Override
        public void close() throws IOException {
            kafka.close();
        }
    }

    @Test
    @Timeout(120)
    void aRunGoesOnAfterTheBrokerWasAway() throws Exception {
        // Given a run that asks while the broker is away
        Path audio = TestingAudio.noise(folder, 1);
        try (Broker broker = new Broker(folder.resolve("kafka"));
                TestingFeatureService service =
                        new TestingFeatureService(broker.address(), "restart").start();
                KafkaFeatureSource source =
                        new KafkaFeatureSource(
                                new KafkaSettings(
                                        Map.of("bootstrap.servers", broker.address()),
                                        "restart",
                                        8,
                                        Duration.ofSeconds(3)),
                                lines::add)) {
            float[] expected =
                    source.request(sample("before", audio)).get(60, TimeUnit.SECONDS).values();
            broker.kafka.close();
            CompletableFuture<SampleFeatures> meanwhile =
                    source.request(sample("meanwhile", audio));
            Thread.sleep(2000);

            // When
            broker.start();
            CompletableFuture<SampleFeatures> after = source.request(sample("after", audio));

            // Then
            assertThat(meanwhile.get(60, TimeUnit.SECONDS).values()).isEqualTo(expected);
            assertThat(after.get(60, TimeUnit.SECONDS).values()).isEqualTo(expected);
            assertThat(service.requests()).contains("before", "meanwhile", "after");
        }
    }

    private static Sample sample(String id, Path file) {
        return new Sample(id, List.of(file), new float[2], FEATURES, Optional.empty());
    }
}
