package lumen.inference.scoring;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lumen.contracts.error.ErrorCode;
import lumen.inference.batching.BatchLimits;
import lumen.inference.catalogue.FileStamp;
import lumen.inference.catalogue.ModelDirectory;
import lumen.inference.catalogue.ModelEntry;
import lumen.inference.engine.EngineException;
import lumen.inference.engine.LogitFunction;

/**
 * The models that can be used, and those of them that are in memory.
 *
 * <p>A model is loaded when it is first asked for. When its file changes, the new version takes
 * over once it is loaded and warmed up; if it cannot be, the old one stays. Everything that changes
 * the pool happens on one thread, so scores are never held up by loading.
 */
public final class ModelPool implements AutoCloseable {
    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    /** Opens a model file for computation. */
    @FunctionalInterface
    public interface Opener {
        LogitFunction open(ModelEntry.Usable entry) throws EngineException;
    }

    private final ModelDirectory directory;
    private final Opener opener;
    private final BatchLimits limits;
    private final int maxLoaded;
    private final ScoringListener listener;
    private final ExecutorService changes =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("models").factory());
    private final AtomicBoolean scanScheduled = new AtomicBoolean();
    private final Map<String, LoadedModel> loaded = new ConcurrentHashMap<>();
    private volatile SortedMap<String, ModelEntry> entries = new TreeMap<>();

    /**
     * @param maxLoaded how many models are kept in memory; beyond it, the least recently used one
     *     makes room
     */
    public ModelPool(
            ModelDirectory directory,
            Opener opener,
            BatchLimits limits,
            int maxLoaded,
            ScoringListener listener) {
        if (maxLoaded < 1) {
            throw new IllegalArgumentException("at least one model must be kept in memory");
        }
        this.directory = directory;
        this.opener = opener;
        this.limits = limits;
        this.maxLoaded = maxLoaded;
        this.listener = listener;
    }

    /** What the model directory holds, by id. */
    public SortedMap<String, ModelEntry> entries() {
        return entries;
    }

    /** The version of a model that is in memory, if any. */
    public Optional<LoadedModel> loaded(String id) {
        return Optional.ofNullable(loaded.get(id));
    }

    /** Looks at the model directory again; done when the future is. */
    public CompletableFuture<Void> rescan() {
        if (!scanScheduled.compareAndSet(false, true)) {
            // A look that has not begun yet sees everything that is there now.
            return CompletableFuture.runAsync(() -> {}, changes);
        }
        return CompletableFuture.runAsync(this::scan, changes);
    }

    /**
     * Scores a part, loading the model first if need be.
     *
     * @return completes with the answer, or exceptionally with a {@link ScoringException}
     */
    public CompletableFuture<Scored> score(String modelId, PendingPart part) {
        LoadedModel model = loaded.get(modelId);
        try {
            if (model != null && model.submit(part)) {
                return answer(model, part);
            }
        } catch (ScoringException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.<Void>completedFuture(null)
                .thenComposeAsync(ready -> submitLoading(modelId, part), changes);
    }

    /** Loads a model if it is not in memory; completes with whether it is now. */
    public CompletableFuture<Boolean> load(String modelId) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        obtain(modelId);
                        return true;
                    } catch (ScoringException e) {
                        return false; // The listener knows why.
                    }
                },
                changes);
    }

    private CompletableFuture<Scored> submitLoading(String modelId, PendingPart part) {
        try {
            LoadedModel model = obtain(modelId);
            if (!model.submit(part)) {
                throw new IllegalStateException("only this thread retires models");
            }
            return answer(model, part);
        } catch (ScoringException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletableFuture<Scored> answer(LoadedModel model, PendingPart part) {
        return part.logits().thenApply(logits -> new Scored(model.description(), logits));
    }

    private LoadedModel obtain(String modelId) throws ScoringException {
        LoadedModel present = loaded.get(modelId);
        if (present != null) {
            return present;
        }
        if (!entries.containsKey(modelId)) {
            scan();
        }
        switch (entries.get(modelId)) {
            case null ->
                    throw new ScoringException(
                            ErrorCode.MODEL_NOT_FOUND, "There is no model " + modelId);
            case ModelEntry.Broken broken ->
                    throw new ScoringException(ErrorCode.MODEL_BROKEN, broken.reason());
            case ModelEntry.Usable usable -> {
                try {
                    LoadedModel model = load(usable);
                    makeRoom();
                    loaded.put(modelId, model);
                    return model;
                } catch (EngineException e) {
                    markBroken(usable, e.getMessage());
                    throw new ScoringException(ErrorCode.MODEL_BROKEN, e.getMessage(), e);
                }
            }
        }
    }

    private LoadedModel load(ModelEntry.Usable entry) throws EngineException {
        long begin = System.nanoTime();
        LogitFunction function = opener.open(entry);
        LoadedModel model =
                new LoadedModel(entry.id(), entry.description(), function, limits, listener);
        try {
            requireUnchanged(entry);
            model.warmUp();
        } catch (EngineException | RuntimeException e) {
            function.close();
            throw e;
        }
        model.start();
        listener.modelLoaded(model, Duration.ofNanos(System.nanoTime() - begin));
        return model;
    }

    /** The weights must be those that the description was read with. */
    private static void requireUnchanged(ModelEntry.Usable entry) throws EngineException {
        try {
            if (!FileStamp.of(entry.file()).equals(entry.stamp())) {
                throw new EngineException("The file changed while it was loaded");
            }
        } catch (IOException e) {
            throw new EngineException("The file was removed while it was loaded", e);
        }
    }

    private void makeRoom() {
        while (loaded.size() >= maxLoaded) {
            long now = System.nanoTime();
            loaded.values().stream()
                    .max(Comparator.comparingLong(model -> now - model.lastUsed()))
                    .ifPresent(this::retire);
        }
    }

    private void scan() {
        scanScheduled.set(false);
        SortedMap<String, ModelEntry> before = entries;
        try {
            entries = directory.scan(before);
        } catch (IOException e) {
            listener.directoryUnreadable(e);
            return;
        }
        for (ModelEntry entry : entries.values()) {
            if (entry != before.get(entry.id())) {
                changed(entry);
            }
        }
        for (LoadedModel model : loaded.values()) {
            if (!entries.containsKey(model.id())) {
                retire(model);
            }
        }
    }

    private void changed(ModelEntry entry) {
        switch (entry) {
            case ModelEntry.Broken broken -> listener.modelBroken(broken.id(), broken.reason());
            case ModelEntry.Usable usable -> {
                LoadedModel old = loaded.get(usable.id());
                if (old != null
                        && !old.description().version().equals(usable.description().version())) {
                    replace(old, usable);
                }
            }
        }
    }

    private void replace(LoadedModel old, ModelEntry.Usable entry) {
        try {
            LoadedModel model = load(entry);
            loaded.put(entry.id(), model);
            old.retire();
            listener.modelRetired(old);
        } catch (EngineException e) {
            markBroken(entry, e.getMessage());
        }
    }

    private void markBroken(ModelEntry.Usable entry, String reason) {
        SortedMap<String, ModelEntry> changed = new TreeMap<>(entries);
        changed.put(
                entry.id(), new ModelEntry.Broken(entry.id(), entry.file(), entry.stamp(), reason));
        entries = changed;
        listener.modelBroken(entry.id(), reason);
    }

    private void retire(LoadedModel model) {
        loaded.remove(model.id(), model);
        model.retire();
        listener.modelRetired(model);
    }

    /** Finishes what waits and frees the models. */
    @Override
    public void close() {
        changes.shutdown();
        loaded.values().forEach(LoadedModel::retire);
        try {
            for (LoadedModel model : loaded.values()) {
                model.awaitEnd(END_LIMIT);
            }
            if (!changes.awaitTermination(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                changes.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
