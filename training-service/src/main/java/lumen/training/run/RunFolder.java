package lumen.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the files of a run lie. What a run writes there appears whole or not at all. */
public final class RunFolder {
    private static final String CHECKPOINTS = "checkpoints";

    private final Path root;
    private String needed;
    private String published;

    /**
     * @param root the run's folder, named like the run; made when it is missing
     */
    public RunFolder(Path root) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve(CHECKPOINTS));
    }

    /** The folder itself. */
    public Path root() {
        return root;
    }

    /** The model with the best validation figures. */
    public Path best() {
        return root.resolve("best.onnx");
    }

    /** The model after the last epoch. */
    public Path last() {
        return root.resolve("last.onnx");
    }

    /** The model before the first step. */
    public Path initial() {
        return root.resolve("initial.onnx");
    }

    /** What a run that was interrupted goes on from. */
    public Path state() {
        return root.resolve("state.safetensors");
    }

    /** The loss at each learning rate of a range test. */
    public Path rates() {
        return root.resolve("learning_rates.csv");
    }

    /** A model that is not finished yet. */
    Path candidate() {
        return root.resolve(".candidate.onnx");
    }

    /**
     * Copies the last model to the checkpoints, named by its figures.
     *
     * @param epoch counted from 1
     * @return the checkpoint's name
     */
    String keep(int epoch, double f1, double loss) throws IOException {
        return keep(String.format(Locale.ROOT, "%d_val_f1_%.4f_val_loss_%.4f", epoch, f1, loss));
    }

    /** The same without figures. */
    String keep(int epoch) throws IOException {
        return keep(Integer.toString(epoch));
    }

    private String keep(String what) throws IOException {
        String name =
                "%s_epoch_%s.onnx".formatted(root.toAbsolutePath().normalize().getFileName(), what);
        copy(last(), root.resolve(CHECKPOINTS).resolve(name));
        return name;
    }

    /** The state that is written down wants this checkpoint to be kept until the next one. */
    void needs(String name) {
        needed = name;
    }

    /** Makes a checkpoint the best model and forgets those that nobody needs. */
    void publish(String name) throws IOException {
        if (name.equals(published)) {
            return;
        }
        copy(root.resolve(CHECKPOINTS).resolve(name), best());
        published = name;
        for (Path other : checkpoints()) {
            String own = other.getFileName().toString();
            if (!own.equals(name) && !own.equals(needed)) {
                Files.delete(other);
            }
        }
    }

    private List<Path> checkpoints() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(CHECKPOINTS))) {
            return files.toList();
        }
    }

    /**
     * Takes over what another run needs to be gone on with.
     *
     * @param other its folder, or the state in it
     */
    void takeOver(Path other) throws IOException {
        RunFolder from = new RunFolder(Files.isDirectory(other) ? other : other.getParent());
        copy(from.initial(), initial());
        for (Path checkpoint : from.checkpoints()) {
            copy(checkpoint, root.resolve(CHECKPOINTS).resolve(checkpoint.getFileName()));
        }
        if (Files.exists(from.last())) {
            copy(from.last(), last());
        }
        // The state comes last: with it the run can go on.
        copy(from.state(), state());
    }

    private static void copy(Path from, Path to) throws IOException {
        Path part = to.resolveSibling("." + to.getFileName() + ".part");
        Files.copy(from, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
