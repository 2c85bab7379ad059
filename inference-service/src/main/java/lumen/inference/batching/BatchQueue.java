package lumen.inference.batching;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue that takes parts from many threads and gives batches to one.
 *
 * <p>A part that came while a batch was computed has waited already, so that a busy consumer never
 * waits for more: it takes what is there.
 */
public final class BatchQueue<P extends BatchedPart> {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BatchAssembler<P> assembler;
    private boolean closed;

    public BatchQueue(BatchLimits limits) {
        assembler = new BatchAssembler<>(limits);
    }

    /** Puts a part in line; false, and nothing done, once the queue is closed. */
    public boolean offer(P part) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            assembler.add(part, System.nanoTime());
            changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; empty when the queue is closed and everything was taken. */
    public Optional<Batch<P>> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<Batch<P>> batch =
                        closed ? assembler.drain() : assembler.next(System.nanoTime());
                if (batch.isPresent() || closed) {
                    return batch;
                }
                OptionalLong wait = assembler.nanosUntilDue(System.nanoTime());
                if (wait.isPresent()) {
                    changed.awaitNanos(wait.getAsLong());
                } else {
                    changed.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more parts; those that wait can still be taken. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
