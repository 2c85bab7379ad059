package lumen.benchmarks.services;

import java.io.IOException;
import java.util.List;
import lumen.benchmarks.sound.MadeUpMusic;
import lumen.benchmarks.sound.Wave;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;

/**
 * How long one short clip takes, from the upload's first byte to the result in the client's hand.
 *
 * @param gateway where it is sent
 * @param clip a WAV file
 * @param requests how many are measured
 * @param pause milliseconds between them
 */
record ClipLatency(Gateway gateway, byte[] clip, int requests, int pause) {
    /** A made-up clip. */
    static byte[] clip(int seconds) {
        return Wave.stereo(MadeUpMusic.samples(seconds, 44_100, 1), 44_100);
    }

    private interface Exchange {
        void run() throws IOException, InterruptedException;
    }

    /** Through a job with its event stream. */
    Distribution asJob() throws IOException, InterruptedException {
        return measure(this::job);
    }

    /** Through the synchronous request. */
    Distribution synchronously(String model) throws IOException, InterruptedException {
        return measure(() -> gateway.predict("clip.wav", clip, model));
    }

    private void job() throws IOException, InterruptedException {
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
