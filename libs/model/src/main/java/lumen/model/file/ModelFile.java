package lumen.model.file;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Reads and writes model files. */
public final class ModelFile {
    /** What a model file's name ends with. */
    public static final String EXTENSION = ".onnx";

    private static final int VERSION_DIGITS = 12;
    private static final int BUFFER_BYTES = 1 << 16;

    private ModelFile() {}

    /**
     * Writes a model so that a reader sees either the whole new file or what was there before, even
     * if the machine stops.
     *
     * @param file the file to create or replace; its directory must exist
     * @param model the graph; metadata entries of lumen that it already has are replaced
     */
    public static void write(Path file, ModelProto model, ModelMetadata metadata)
            throws IOException {
        ModelProto complete = withMetadata(model, metadata);
        Path target = file.toAbsolutePath();
        Path temporary =
                Files.createTempFile(target.getParent(), "." + target.getFileName() + ".", ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                OutputStream stream = Channels.newOutputStream(channel);
                CodedOutputStream output = CodedOutputStream.newInstance(stream, BUFFER_BYTES);
                // The same model must give the same bytes, and so the same version.
                output.useDeterministicSerialization();
                complete.writeTo(output);
                output.flush();
                channel.force(true);
            }
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Reads a whole model, weights included.
     *
     * @throws ModelFormatException if the file is not an ONNX model that holds its own weights
     */
    public static ModelProto read(Path file) throws IOException, ModelFormatException {
        try (InputStream stream = Files.newInputStream(file)) {
            CodedInputStream input = CodedInputStream.newInstance(stream, BUFFER_BYTES);
            input.setSizeLimit(Integer.MAX_VALUE);
            ModelProto model = ModelProto.parseFrom(input);
            requireGraph(model.getIrVersion(), model.hasGraph());
            for (TensorProto tensor : model.getGraph().getInitializerList()) {
                TensorCheck.require(tensor);
            }
            GraphCheck.require(model.getGraph(), model.getFunctionsList(), Set.of());
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw notOnnx(e);
        }
    }

    /**
     * Reads what a model file says about itself and how its input looks; the weights are skipped.
     *
     * @throws ModelFormatException if the file cannot be used, with the reason
     */
    public static ModelDescription describe(Path file) throws IOException, ModelFormatException {
        return ModelReader.describe(file);
    }

    /**
     * Reads a model's graph; the weights' values are skipped, so that a model of any size takes
     * little memory. It is what {@link lumen.model.cost.Cost} needs.
     *
     * @throws ModelFormatException if the file cannot be used, with the reason
     */
    public static GraphProto outline(Path file) throws IOException, ModelFormatException {
        return ModelReader.outline(file);
    }

    /** What a whole model says about itself. */
    public static ModelMetadata metadata(ModelProto model) throws ModelFormatException {
        return ModelMetadata.fromEntries(ModelReader.entries(model.getMetadataPropsList()));
    }

    /** The first 12 hexadecimal digits of the file's SHA-256. */
    public static String version(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    }

    private static ModelProto withMetadata(ModelProto model, ModelMetadata metadata) {
        ModelProto.Builder builder = model.toBuilder().clearMetadataProps();
        Map<String, String> entries = metadata.toEntries();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            if (!entries.containsKey(entry.getKey())) {
                builder.addMetadataProps(entry);
            }
        }
        entries.forEach(
                (key, value) ->
                        builder.addMetadataProps(
                                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return builder.build();
    }

    static void requireGraph(long formatVersion, boolean hasGraph) throws ModelFormatException {
        if (formatVersion < 1 || !hasGraph) {
            throw new ModelFormatException("The file is not an ONNX model");
        }
    }

    static ModelFormatException notOnnx(IOException cause) {
        return new ModelFormatException(
                "The file is not an ONNX model, or it is damaged or cut off", cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
