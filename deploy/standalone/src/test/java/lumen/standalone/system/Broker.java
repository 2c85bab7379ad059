package lumen.standalone.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lumen.contracts.topic.TopicLayout;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;

/** A broker with every topic of lumen, which comes back with all records where it was. */
final class Broker implements AutoCloseable {
    private final Path folder;
    private final List<Integer> ports = FreePorts.any(2);
    private EmbeddedKafka kafka;

    Broker(Path folder) throws IOException {
        this.folder = folder;
        start();
        kafka.createTopics(TopicLayout.all());
    }

    private void start() throws IOException {
        kafka = EmbeddedKafka.start(folder, ports.get(0), ports.get(1));
    }

    String address() {
        return kafka.bootstrapServers();
    }

    void restart(Duration away) throws IOException, InterruptedException {
        kafka.close();
        Thread.sleep(away);
        start();
    }

    @Override
    public void close() throws IOException {
        kafka.close();
    }
}
