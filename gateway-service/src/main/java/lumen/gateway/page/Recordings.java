package lumen.gateway.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.gateway.store.ItemEntity;
import lumen.gateway.submission.AudioStore;
import lumen.gateway.submission.DataRoots;

/**
 * Finds the audio of items. Whether it may be given out is asked anew each time: it must be a file
 * of the item's own job in the audio store, or lie below a data root.
 */
@ApplicationScoped
public class Recordings {
    private final AudioStore store;
    private final DataRoots roots;

    Recordings(AudioStore store, DataRoots roots) {
        this.store = store;
        this.roots = roots;
    }

    /**
     * The audio of an item.
     *
     * @throws LumenException ITEM_NOT_FOUND, AUDIO_NOT_FOUND
     */
    @Transactional
    public Recording of(UUID job, UUID id) {
        ItemEntity item = ItemEntity.findById(id);
        if (item == null || !item.jobId.equals(job)) {
            throw new LumenException(
                    ErrorCode.ITEM_NOT_FOUND, "Job %s has no item %s.".formatted(job, id));
        }
        if (item.uri == null) {
            throw gone(item);
        }
        try {
            Path real = Path.of(URI.create(item.uri)).toRealPath();
            if (!store.holds(job, real) && !roots.contain(real)) {
                throw gone(item);
            }
            return new Recording(item.name, real, Files.size(real));
        } catch (IOException e) {
            throw gone(item);
        }
    }

    private static LumenException gone(ItemEntity item) {
        return new LumenException(
                ErrorCode.AUDIO_NOT_FOUND, "The audio of %s is not kept.".formatted(item.name));
    }
}
