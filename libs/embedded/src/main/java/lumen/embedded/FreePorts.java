package lumen.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds TCP ports of the loopback interface that nobody listens on.
 *
 * <p>A port is free when it is looked up; another process may still take it before it is used.
 */
public final class FreePorts {
    private FreePorts() {}

    /** A free port chosen by the operating system. */
    public static int any() {
        return any(1).getFirst();
    }

    /**
     * Different free ports chosen by the operating system.
     *
     * @param count how many
     */
    public static List<Integer> any(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        } finally {
            sockets.forEach(FreePorts::close);
        }
    }

    /**
     * Different free ports: each the wanted one if that is free, else another.
     *
     * @param wanted 1 to 65535 each
     */
    public static List<Integer> preferring(List<Integer> wanted) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int port : wanted) {
                sockets.add(open(port));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        } finally {
            sockets.forEach(FreePorts::close);
        }
    }

    private static ServerSocket open(int wanted) throws IOException {
        try {
            return new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress());
        } catch (IOException taken) {
            return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
