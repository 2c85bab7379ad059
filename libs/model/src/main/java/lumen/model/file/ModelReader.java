package lumen.model.file;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lumen.model.graph.Parameters;

/**
 * Reads an ONNX file field by field and passes over the weights' bytes, so that describing a model
 * of any size takes little memory.
 */
final class ModelReader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LARGEST_SHAPE_BYTES = 1 << 12;

    private long formatVersion;
    private boolean hasGraph;
    private final List<StringStringEntryProto> entries = new ArrayList<>();
    private final List<FunctionProto> functions = new ArrayList<>();
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    /** Nodes whose tensors were checked before their values were passed over. */
    private final Set<NodeProto> checked = Collections.newSetFromMap(new IdentityHashMap<>());

    private ModelReader() {}

    static ModelDescription describe(Path file) throws IOException, ModelFormatException {
        ModelReader reader = read(file);
        ModelMetadata metadata = ModelMetadata.fromEntries(entries(reader.entries));
        return new ModelDescription(
                metadata,
                ModelFile.version(file),
                reader.inputShape(metadata.labels().size()),
                reader.parameters(),
                Files.size(file));
    }

    /** The graph without the weights' values; whole numbers that shapes are made of are kept. */
    static GraphProto outline(Path file) throws IOException, ModelFormatException {
        return read(file).graph.build();
    }

    private static ModelReader read(Path file) throws IOException, ModelFormatException {
        ModelReader reader = new ModelReader();
        try (InputStream stream = Files.newInputStream(file)) {
            CodedInputStream input = CodedInputStream.newInstance(stream, BUFFER_BYTES);
            input.setSizeLimit(Integer.MAX_VALUE);
            reader.readModel(input);
        } catch (InvalidProtocolBufferException e) {
            throw ModelFile.notOnnx(e);
        }
        ModelFile.requireGraph(reader.formatVersion, reader.hasGraph);
        GraphCheck.require(reader.graph.build(), reader.functions, reader.checked);
        return reader;
    }

    static Map<String, String> entries(List<StringStringEntryProto> list)
            throws ModelFormatException {
        Map<String, String> map = new LinkedHashMap<>();
        for (StringStringEntryProto entry : list) {
            if (map.put(entry.getKey(), entry.getValue()) != null) {
                throw new ModelFormatException(
                        "The model file has two metadata entries " + entry.getKey());
            }
        }
        return map;
    }

    private void readModel(CodedInputStream input) throws IOException, ModelFormatException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case ModelProto.IR_VERSION_FIELD_NUMBER -> {
                    requireWireType(tag, WireFormat.WIRETYPE_VARINT);
                    formatVersion = input.readInt64();
                }
                case ModelProto.METADATA_PROPS_FIELD_NUMBER ->
                        entries.add(message(input, tag, StringStringEntryProto.parser()));
                case ModelProto.FUNCTIONS_FIELD_NUMBER ->
                        functions.add(message(input, tag, FunctionProto.parser()));
                case ModelProto.GRAPH_FIELD_NUMBER -> {
                    requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    hasGraph = true;
                    int limit = input.pushLimit(input.readRawVarint32());
                    readGraph(input);
                    input.popLimit(limit);
                }
                default -> skip(input, tag);
            }
        }
    }

    private void readGraph(CodedInputStream input) throws IOException, ModelFormatException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case GraphProto.NODE_FIELD_NUMBER ->
                        graph.addNode(withoutLargeValues(message(input, tag, NodeProto.parser())));
                case GraphProto.INPUT_FIELD_NUMBER ->
                        graph.addInput(message(input, tag, ValueInfoProto.parser()));
                case GraphProto.OUTPUT_FIELD_NUMBER ->
                        graph.addOutput(message(input, tag, ValueInfoProto.parser()));
                case GraphProto.SPARSE_INITIALIZER_FIELD_NUMBER ->
                        graph.addSparseInitializer(message(input, tag, SparseTensorProto.parser()));
                case GraphProto.INITIALIZER_FIELD_NUMBER -> {
                    requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    int limit = input.pushLimit(input.readRawVarint32());
                    graph.addInitializer(readTensorWithoutValues(input));
                    input.popLimit(limit);
                }
                default -> skip(input, tag);
            }
        }
    }

    /** Constants hold the weights of quantised models; their values are passed over, too. */
    private NodeProto withoutLargeValues(NodeProto node) throws ModelFormatException {
        NodeProto.Builder outline = null;
        for (int i = 0; i < node.getAttributeCount(); i++) {
            TensorProto tensor = node.getAttribute(i).getT();
            if (tensor.getRawData().size() > LARGEST_SHAPE_BYTES) {
                TensorCheck.require(tensor);
                outline = outline == null ? node.toBuilder() : outline;
                outline.getAttributeBuilder(i).getTBuilder().clearRawData();
            }
        }
        if (outline == null) {
            return node;
        }
        NodeProto small = outline.build();
        checked.add(small);
        return small;
    }

    private static TensorProto readTensorWithoutValues(CodedInputStream input)
            throws IOException, ModelFormatException {
        TensorProto.Builder tensor = TensorProto.newBuilder();
        long rawBytes = -1;
        long otherBytes = 0;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            switch (WireFormat.getTagFieldNumber(tag)) {
                case TensorProto.DIMS_FIELD_NUMBER -> {
                    int limit = packed ? input.pushLimit(input.readRawVarint32()) : -1;
                    do {
                        tensor.addDims(input.readInt64());
                    } while (packed && input.getBytesUntilLimit() > 0);
                    if (packed) {
                        input.popLimit(limit);
                    }
                }
                case TensorProto.DATA_TYPE_FIELD_NUMBER -> tensor.setDataType(input.readInt32());
                case TensorProto.NAME_FIELD_NUMBER -> tensor.setName(input.readString());
                case TensorProto.DATA_LOCATION_FIELD_NUMBER ->
                        tensor.setDataLocation(
                                input.readEnum() == TensorProto.DataLocation.EXTERNAL_VALUE
                                        ? TensorProto.DataLocation.EXTERNAL
                                        : TensorProto.DataLocation.DEFAULT);
                case TensorProto.EXTERNAL_DATA_FIELD_NUMBER ->
                        tensor.addExternalData(
                                message(input, tag, StringStringEntryProto.parser()));
                case TensorProto.RAW_DATA_FIELD_NUMBER -> {
                    requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    rawBytes = input.readRawVarint32();
                    if (tensor.getDataType() == TensorProto.DataType.INT64_VALUE
                            && rawBytes <= LARGEST_SHAPE_BYTES) {
                        tensor.setRawData(
                                UnsafeByteOperations.unsafeWrap(
                                        input.readRawBytes(Math.toIntExact(rawBytes))));
                    } else {
                        input.skipRawBytes(Math.toIntExact(rawBytes));
                    }
                }
                default -> {
                    long before = input.getTotalBytesRead();
                    skip(input, tag);
                    otherBytes += input.getTotalBytesRead() - before;
                }
            }
        }
        TensorProto complete = tensor.build();
        TensorCheck.require(complete, rawBytes, otherBytes);
        return complete;
    }

    private List<Long> inputShape(int labels) throws ModelFormatException {
        Set<String> initializers =
                graph.getInitializerList().stream()
                        .map(TensorProto::getName)
                        .collect(Collectors.toSet());
        List<ValueInfoProto> inputs =
                graph.getInputList().stream()
                        .filter(input -> !initializers.contains(input.getName()))
                        .toList();
        if (inputs.size() != 1 || graph.getOutputCount() != 1) {
            throw new ModelFormatException(
                    "The model must have one input and one output, not "
                            + inputs.size()
                            + " and "
                            + graph.getOutputCount());
        }
        List<Long> output = shape(graph.getOutput(0));
        if (output.size() != 2) {
            throw new ModelFormatException(
                    "The model's output must have the shape [N, labels], not " + output);
        }
        if (output.get(1) >= 0 && output.get(1) != labels) {
            throw new ModelFormatException(
                    "The model names " + labels + " labels but has " + output.get(1) + " outputs");
        }
        List<Long> input = shape(inputs.getFirst());
        if (input.size() < 2 || input.getFirst() >= 0) {
            throw new ModelFormatException(
                    "The first dimension of the model's input must take any number of windows; the"
                            + " input's shape is "
                            + input);
        }
        return input;
    }

    private static List<Long> shape(ValueInfoProto value) throws ModelFormatException {
        if (!value.getType().hasTensorType()
                || value.getType().getTensorType().getElemType()
                        != TensorProto.DataType.FLOAT_VALUE) {
            throw new ModelFormatException(
                    "The model's input and output must be tensors of float32 values");
        }
        List<Long> shape = new ArrayList<>();
        for (TensorShapeProto.Dimension dimension :
                value.getType().getTensorType().getShape().getDimList()) {
            shape.add(dimension.hasDimValue() ? dimension.getDimValue() : -1L);
        }
        return shape;
    }

    private long parameters() throws ModelFormatException {
        try {
            return Parameters.count(graph.build());
        } catch (ArithmeticException e) {
            throw new ModelFormatException("The model declares impossibly large weights", e);
        }
    }

    private static <T extends MessageLite> T message(
            CodedInputStream input, int tag, Parser<T> parser) throws IOException {
        requireWireType(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return input.readMessage(parser, ExtensionRegistryLite.getEmptyRegistry());
    }

    private static void requireWireType(int tag, int wanted) throws IOException {
        if (WireFormat.getTagWireType(tag) != wanted) {
            throw new InvalidProtocolBufferException("a field of the wrong type");
        }
    }

    private static void skip(CodedInputStream input, int tag) throws IOException {
        if (!input.skipField(tag)) {
            throw new InvalidProtocolBufferException("an end without a beginning");
        }
    }
}
