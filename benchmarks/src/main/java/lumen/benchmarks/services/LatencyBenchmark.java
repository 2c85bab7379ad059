package lumen.benchmarks.services;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Gateway gateway = new Gateway(url)) {
            ClipLatency latency =
                    new ClipLatency(gateway, ClipLatency.clip(seconds), requests, pause);
            String model = gateway.model(null).id();
            System.out.printf(
                    "one clip of %d s at a time, %d requests of each kind, model %s,"
                            + " milliseconds%n%n",
                    seconds, requests, model);
            System.out.println("| from submission to result | least | p50 | p90 | p99 | most |");
            System.out.println("|---|---|---|---|---|---|");
            System.out.printf("| job, its events, its items | %s |%n", latency.asJob().row());
            System.out.printf("| synchronous request | %s |%n", latency.synchronously(model).row());
        }
        return 0;
    }
}
