package lumen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void aTakenPortIsReplacedAndAFreeOneIsKept() throws Exception {
        // Given
        int free = FreePorts.any();
        try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = holder.getLocalPort();

            // When
            List<Integer> ports = FreePorts.preferring(List.of(taken, free));

            // Then
            assertThat(ports).hasSize(2).doesNotContain(taken);
            assertThat(ports.get(1)).isEqualTo(free);
        }
    }
}
