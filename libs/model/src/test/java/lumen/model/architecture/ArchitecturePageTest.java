package lumen.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumen.model.cost.Cost;
import lumen.model.graph.Tensors;
import org.junit.jupiter.api.Test;

/** Keeps the table of docs/architectures.md true. */
class ArchitecturePageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("lumen.repository.root"), "docs", "architectures.md");
    private static final String TORCHVISION = "torchvision, BSD-3-Clause";
    private static final String TRANSFORMERS = "Hugging Face transformers, Apache-2.0";
    private static final String EFFICIENT_AT = "EfficientAT, MIT";
    private static final String REFERENCE = "the reference";

    /**
     * @param height rows that the bands are resized to; 0 to keep them
     */
    private record Row(String name, int bands, int frames, int height, String design) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row("mn04", 128, 1000, 0, EFFICIENT_AT),
                    new Row("mn10", 128, 1000, 0, EFFICIENT_AT),
                    new Row("dymn10", 128, 1000, 0, EFFICIENT_AT),
                    new Row("mobilenet_v3_large", 128, 224, 224, TORCHVISION),
                    new Row("mobnet", 128, 224, 224, TORCHVISION),
                    new Row("efficient_net_v2_s", 128, 384, 384, TORCHVISION),
                    new Row("efficient_net_v2_m", 128, 480, 480, TORCHVISION),
                    new Row("efficient_net_v2_l", 128, 480, 480, TORCHVISION),
                    new Row("resnext50_32x4d", 128, 224, 224, TORCHVISION),
                    new Row("resnext101_32x8d", 128, 224, 224, TORCHVISION),
                    new Row("resnext101_64x4d", 128, 224, 224, TORCHVISION),
                    new Row("convnext_tiny", 128, 224, 224, TORCHVISION),
                    new Row("convnext_small", 128, 224, 224, TORCHVISION),
                    new Row("convnext_base", 128, 224, 224, TORCHVISION),
                    new Row("convnext_large", 128, 224, 224, TORCHVISION),
                    new Row("ast", 128, 1024, 0, TRANSFORMERS),
                    new Row("wav2vec", 1, 160_000, 0, TRANSFORMERS),
                    new Row("wav2vec_cnn", 1, 96_000, 0, TRANSFORMERS),
                    new Row("conv_lstm", 128, 224, 0, REFERENCE));

    /** When this fails because an architecture was added: the message has the table's new text. */
    @Test
    void theTableInTheDocumentationIsTrue() throws Exception {
        // Given
        assertThat(ROWS.stream().map(Row::name).sorted())
                .containsExactlyElementsOf(Architectures.names());

        // When
        String table =
                Stream.concat(
                                Stream.of(
                                        "| name | one window | parameters | multiply-adds | file"
                                                + " | design |",
                                        "|---|---|---:|---:|---:|---|"),
                                ROWS.stream().map(ArchitecturePageTest::line))
                        .collect(Collectors.joining("\n", "", "\n"));

        // Then
        assertThat(Files.readString(PAGE)).contains(table);
    }

    private static String line(Row row) {
        OptionalInt height = row.height() == 0 ? OptionalInt.empty() : OptionalInt.of(row.height());
        Architecture architecture = Architectures.named(row.name());
        GraphProto graph =
                architecture
                        .draw(
                                new Blueprint(
                                        new Preprocessing(row.bands(), 0, 1, height),
                                        architecture.defaultHead(),
                                        11,
                                        0))
                        .outline()
                        .getGraph();
        Cost cost = Cost.of(graph, 1, row.bands(), row.frames());
        long bytes =
                graph.getInitializerList().stream().mapToLong(ArchitecturePageTest::bytes).sum();
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %,d | %.2f G | %d MB | %s |",
                row.name(),
                window(row),
                cost.parameters(),
                cost.multiplyAdds().orElseThrow() * 1e-9,
                Math.round(bytes * 1e-6),
                row.design());
    }

    private static String window(Row row) {
        if (row.bands() == 1) {
            return String.format(Locale.ROOT, "%,d samples", row.frames());
        }
        String size = row.bands() + " × " + row.frames();
        return row.height() == 0 ? size : size + ", as " + row.height() + " rows";
    }

    private static long bytes(TensorProto tensor) {
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return Float.BYTES * Tensors.count(shape);
    }
}
