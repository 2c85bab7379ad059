package lumen.model.architecture;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every architecture that can be built: a new one is one class and one entry here. */
public final class Architectures {
    private static final Map<String, Architecture> BY_NAME =
            List.<Architecture>of(
                            new MobileNetV3Large(),
                            new MobNet(),
                            EfficientAt.ofWidth("mn04", 0.4),
                            EfficientAt.ofWidth("mn10", 1),
                            new DynamicMobileNet("dymn10", 1),
                            new ResNeXt("resnext50_32x4d", List.of(3, 4, 6, 3), 32, 4),
                            new ResNeXt("resnext101_32x8d", List.of(3, 4, 23, 3), 32, 8),
                            new ResNeXt("resnext101_64x4d", List.of(3, 4, 23, 3), 64, 4),
                            ConvNeXt.of("convnext_tiny", 9, 96, 0.1),
                            ConvNeXt.of("convnext_small", 27, 96, 0.4),
                            ConvNeXt.of("convnext_base", 27, 128, 0.5),
                            ConvNeXt.of("convnext_large", 27, 192, 0.5),
                            EfficientNetV2.small(),
                            EfficientNetV2.medium(),
                            EfficientNetV2.large(),
                            new Ast("ast", 12, 768, 12, 128, 1024),
                            new Wav2Vec(
                                    "wav2vec", new WaveformConvolutions(512), 12, 768, 12, 128, 16),
                            new Wav2VecCnn("wav2vec_cnn", new WaveformConvolutions(512)),
                            new ConvLstm())
                    .stream()
                    .collect(Collectors.toUnmodifiableMap(Architecture::name, Function.identity()));

    private Architectures() {}

    /**
     * The architecture of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public static Architecture named(String name) {
        Architecture architecture = BY_NAME.get(name);
        if (architecture == null) {
            throw new IllegalArgumentException(
                    "there is no architecture \"" + name + "\"; there are " + names());
        }
        return architecture;
    }

    /** The names of all architectures, sorted. */
    public static Collection<String> names() {
        return BY_NAME.keySet().stream().sorted().toList();
    }
}
