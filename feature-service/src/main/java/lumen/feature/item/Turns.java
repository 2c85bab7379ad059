package lumen.feature.item;

import lumen.feature.request.Purpose;

/**
 * Whose turn it is: predictions never wait, samples of training runs have the cores that
 * predictions leave free.
 */
final class Turns {
    private final int cores;
    private int predictions;
    private int samples;

    Turns(int cores) {
        this.cores = cores;
    }

    /** Returns when work of this purpose may begin; {@link #end} has to follow. */
    synchronized void begin(Purpose purpose) throws InterruptedException {
        switch (purpose) {
            case PREDICTION -> predictions++;
            case TRAINING -> {
                while (predictions + samples >= cores) {
                    wait();
                }
                samples++;
            }
        }
    }

    /** Work of this purpose has ended. */
    synchronized void end(Purpose purpose) {
        switch (purpose) {
            case PREDICTION -> predictions--;
            case TRAINING -> samples--;
        }
        notifyAll();
    }
}
