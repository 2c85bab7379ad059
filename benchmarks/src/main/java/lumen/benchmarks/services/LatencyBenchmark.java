package lumen.benchmarks.services;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import lumen.benchmarks.sound.MadeUpMusic;
import lumen.benchmarks.sound.Wave;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long one short clip takes on an idle system, from the upload's first byte to the result in
 * the client's hand: through a job with its event stream, and through the synchronous request.
 */
@Command(name = "latency", mixinStandardHelpOptions = true)
public final class LatencyBenchmark implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "The gateway's address.")
    private URI url;

    @Option(
            names = "--requests",
            defaultValue = "200",
            description = "Measured requests of each kind; default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--seconds",
            defaultValue = "3",
            description = "Length of the clip; default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--pause",
            defaultValue = "20",
            description = "Milliseconds between requests; default: ${DEFAULT-VALUE}.")
    private int pause;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LatencyBenchmark()).execute(arguments));
    }

    private interface Exchange {
        void run() throws IOException, InterruptedException;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        byte[] clip = Wave.stereo(MadeUpMusic.samples(seconds, 44_100, 1), 44_100);
        try (Gateway gateway = new Gateway(url)) {
            String model = gateway.model(null).id();
            System.out.printf(
                    "one clip of %d s at a time, %d requests of each kind, model %s,"
                            + " milliseconds%n%n",
                    seconds, requests, model);
            System.out.println("| from submission to result | least | p50 | p90 | p99 | most |");
            System.out.println("|---|---|---|---|---|---|");
            System.out.printf(
                    "| job, its events, its items | %s |%n",
                    measure(() -> job(gateway, clip)).row());
            System.out.printf(
                    "| synchronous request | %s |%n",
                    measure(() -> gateway.predict("clip.wav", clip, model)).row());
        }
        return 0;
    }

    private static void job(Gateway gateway, byte[] clip) throws IOException, InterruptedException {
        JobView job = gateway.awaitEnd(gateway.upload("clip.wav", clip).id());
        List<ItemView> items = gateway.items(job.id());
        if (items.size() != 1 || items.getFirst().state() != State.SUCCEEDED) {
            throw new IOException("job " + job.id() + " did not succeed: " + items);
        }
    }

    private Distribution measure(Exchange exchange) throws IOException, InterruptedException {
        for (int i = 0; i < Math.max(5, requests / 10); i++) {
            exchange.run();
        }
        long[] times = new long[requests];
        for (int i = 0; i < requests; i++) {
            Thread.sleep(pause);
            long start = System.nanoTime();
            exchange.run();
            times[i] = System.nanoTime() - start;
        }
        return Distribution.of(times);
    }
}
