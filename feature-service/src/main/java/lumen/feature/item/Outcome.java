package lumen.feature.item;

import java.time.Duration;
import lumen.contracts.error.ErrorCode;

/** How the work on an item ended. Every outcome has been told to whoever must know. */
public sealed interface Outcome {
    /**
     * The broker has every part of the item's features.
     *
     * @param audioSeconds the item's duration
     * @param windows how many windows it has
     * @param parts how many records they were sent in
     * @param effort where the time went
     */
    record Delivered(double audioSeconds, int windows, int parts, Effort effort)
            implements Outcome {}

    /**
     * Where the time of an item went.
     *
     * @param decoding reading and decoding the file
     * @param transform computing its spectrogram
     * @param delivery sending it, with waiting for the broker
     */
    record Effort(Duration decoding, Duration transform, Duration delivery) {}

    /**
     * The audio cannot be used, and the gateway knows.
     *
     * @param code why
     * @param detail what is special about this file
     */
    record Failed(ErrorCode code, String detail) implements Outcome {}

    /** Nobody wants the item any more: its job was cancelled. */
    record Skipped() implements Outcome {}
}
