package lumen.audio.augmentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The augmentations of a training run. Immutable and shared by threads; {@link #sample} gives what
 * they do to one sample of one epoch.
 *
 * <p>The JSON form is {@code {"augmentations": ["SUM_N_SAMPLES", "PITCH"], "aug_kwargs":
 * {"sum_n_samples": 2, "pitch_semitones": [-1, 1]}}}; the command line gives the same as a list of
 * names and a list of {@code key=value}. Every augmentation has a probability besides its
 * arguments. Two more arguments list augmentations: {@code as_reference} those that shall do what
 * the reference does where lumen knows better, {@code each_recording} those of the waveform that
 * shall vary each recording by itself before they are combined.
 */
public final class Augmentations {
    private static final String NAMES = "augmentations";
    private static final String ARGUMENTS = "aug_kwargs";
    private static final String AS_REFERENCE = "as_reference";
    private static final String EACH_RECORDING = "each_recording";

    /** The keys of arguments that list augmentations and belong to no single one. */
    public static final Set<String> LISTS = Set.of(AS_REFERENCE, EACH_RECORDING);

    private static final List<AugmentationName> REFERENCE_DEFAULTS =
            List.of(
                    AugmentationName.SUM_N_SAMPLES,
                    AugmentationName.BACKGROUND_NOISE,
                    AugmentationName.TIME_STRETCH,
                    AugmentationName.TIME_SHIFT,
                    AugmentationName.PITCH,
                    AugmentationName.COLOR_NOISE,
                    AugmentationName.TIMEINV,
                    AugmentationName.TIME_MASK,
                    AugmentationName.FREQ_MASK,
                    AugmentationName.RANDOM_PIXELS);

    /**
     * An augmentation of the run.
     *
     * @param name its name
     * @param augmentation what it does
     * @param probability chance of a sample to be changed, 0 to 1
     * @param eachRecording whether it varies each recording, and not what they are combined to
     */
    public record Step(
            AugmentationName name,
            Augmentation augmentation,
            double probability,
            boolean eachRecording) {}

    private final List<Step> steps;
    private final ObjectNode json;

    private Augmentations(List<Step> steps, ObjectNode json) {
        this.steps = List.copyOf(steps);
        this.json = json;
    }

    /** No augmentation: a sample is one recording as it is. */
    public static Augmentations none() {
        return parse(List.of(), List.of());
    }

    /**
     * Reads the forms of the command line; a folder of noise is a path as it is written.
     *
     * @param names names of augmentations
     * @param arguments {@code key=value} or {@code key=value,value}
     * @throws IllegalArgumentException if a name or key is unknown or a value not allowed; the
     *     message tells what there is
     */
    public static Augmentations parse(List<String> names, List<String> arguments) {
        return of(names, KeywordArguments.parse(arguments), Path::of);
    }

    /**
     * Reads the JSON form.
     *
     * @param json an object with the names and, if need be, their arguments
     * @param folders turns the text of {@code path_background_noise} into the path of a folder, or
     *     throws an IllegalArgumentException if it must not be read
     * @throws IllegalArgumentException if a name or key is unknown or a value not allowed; the
     *     message tells what there is
     */
    public static Augmentations fromJson(JsonNode json, Function<String, Path> folders) {
        if (json == null || !json.isObject()) {
            throw invalid("not a JSON object");
        }
        for (Iterator<String> keys = json.fieldNames(); keys.hasNext(); ) {
            String key = keys.next();
            if (!key.equals(NAMES) && !key.equals(ARGUMENTS)) {
                throw invalid(
                        "%s is unknown; the keys are %s, %s".formatted(key, NAMES, ARGUMENTS));
            }
        }
        JsonNode arguments = json.path(ARGUMENTS);
        if (!arguments.isObject() && !arguments.isMissingNode()) {
            throw invalid("%s must be an object of keys and values".formatted(ARGUMENTS));
        }
        return of(
                texts(NAMES, json.path(NAMES)),
                arguments.isObject()
                        ? (ObjectNode) arguments
                        : JsonNodeFactory.instance.objectNode(),
                folders);
    }

    /**
     * The names that the reference applies when none is given and that do something there.
     *
     * @param withBackgroundNoise whether there is a folder of noise
     */
    public static List<AugmentationName> referenceDefaults(boolean withBackgroundNoise) {
        return REFERENCE_DEFAULTS.stream()
                .filter(name -> withBackgroundNoise || name != AugmentationName.BACKGROUND_NOISE)
                .toList();
    }

    private static Augmentations of(
            List<String> names, ObjectNode given, Function<String, Path> folders) {
        Set<AugmentationName> chosen = names(names);
        if (chosen.contains(AugmentationName.SUM_N_SAMPLES)
                && chosen.contains(AugmentationName.SUM_TWO_SAMPLES)) {
            throw invalid("SUM_TWO_SAMPLES is SUM_N_SAMPLES with sum_n_samples=2: name only one");
        }
        refuseUnknown(given, chosen);
        Set<AugmentationName> asReference = asReference(given.path(AS_REFERENCE), chosen);
        Set<AugmentationName> eachRecording = eachRecording(given.path(EACH_RECORDING), chosen);
        Arguments arguments = new Arguments(given, asReference, folders);
        List<Step> steps = new ArrayList<>();
        ArrayNode nameList = JsonNodeFactory.instance.arrayNode();
        for (AugmentationName name : chosen) {
            AugmentationDefinition definition = AugmentationDefinition.of(name);
            double probability = arguments.get(definition.probability());
            steps.add(
                    new Step(
                            name,
                            definition.create(arguments),
                            probability,
                            eachRecording.contains(name)));
            nameList.add(name.name());
        }
        ObjectNode complete = arguments.complete();
        put(complete, AS_REFERENCE, asReference);
        put(complete, EACH_RECORDING, eachRecording);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set(NAMES, nameList);
        json.set(ARGUMENTS, complete);
        return new Augmentations(steps, json);
    }

    private static void put(ObjectNode json, String key, Set<AugmentationName> names) {
        if (!names.isEmpty()) {
            ArrayNode list = json.putArray(key);
            names.forEach(name -> list.add(name.name()));
        }
    }

    private static Set<AugmentationName> names(Collection<String> texts) {
        Set<AugmentationName> names = EnumSet.noneOf(AugmentationName.class);
        for (String text : texts) {
            names.add(
                    Stream.of(AugmentationName.values())
                            .filter(name -> name.name().equals(text))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            invalid(
                                                    "%s is unknown; the names are %s"
                                                            .formatted(
                                                                    text,
                                                                    EnumSet.allOf(
                                                                            AugmentationName
                                                                                    .class)))));
        }
        return names;
    }

    /** Every known key with the augmentations that it belongs to. */
    private static Map<String, Set<AugmentationName>> keys() {
        Map<String, Set<AugmentationName>> keys = new TreeMap<>();
        for (AugmentationName name : AugmentationName.values()) {
            AugmentationDefinition definition = AugmentationDefinition.of(name);
            Stream.concat(definition.arguments().stream(), Stream.of(definition.probability()))
                    .forEach(
                            argument ->
                                    keys.computeIfAbsent(
                                                    argument.key(),
                                                    key -> EnumSet.noneOf(AugmentationName.class))
                                            .add(name));
        }
        return keys;
    }

    private static void refuseUnknown(ObjectNode given, Set<AugmentationName> chosen) {
        Map<String, Set<AugmentationName>> keys = keys();
        for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
            String key = names.next();
            if (LISTS.contains(key)) {
                continue;
            }
            Set<AugmentationName> owners = keys.get(key);
            if (owners == null) {
                throw invalid(
                        "the argument %s is unknown; the arguments are %s, %s, %s"
                                .formatted(
                                        key,
                                        AS_REFERENCE,
                                        EACH_RECORDING,
                                        String.join(", ", keys.keySet())));
            }
            if (owners.stream().noneMatch(chosen::contains)) {
                throw invalid(
                        "the argument %s belongs to %s, which is not among the augmentations %s"
                                .formatted(key, owners, chosen));
            }
        }
    }

    private static Set<AugmentationName> asReference(JsonNode node, Set<AugmentationName> chosen) {
        Set<AugmentationName> names = listed(AS_REFERENCE, node, chosen);
        for (AugmentationName name : names) {
            if (!isDefective(name)) {
                throw invalid(
                        "%s: %s does what the reference does; others are %s"
                                .formatted(
                                        AS_REFERENCE,
                                        name,
                                        Stream.of(AugmentationName.values())
                                                .filter(Augmentations::isDefective)
                                                .toList()));
            }
        }
        return names;
    }

    private static Set<AugmentationName> eachRecording(
            JsonNode node, Set<AugmentationName> chosen) {
        Set<AugmentationName> names = listed(EACH_RECORDING, node, chosen);
        for (AugmentationName name : names) {
            if (name.level() != Level.SIGNAL) {
                throw invalid(
                        "%s: %s does not vary the waveform of a recording"
                                .formatted(EACH_RECORDING, name));
            }
        }
        return names;
    }

    private static Set<AugmentationName> listed(
            String key, JsonNode node, Set<AugmentationName> chosen) {
        Set<AugmentationName> names =
                names(node.isTextual() ? List.of(node.textValue()) : texts(key, node));
        for (AugmentationName name : names) {
            if (!chosen.contains(name)) {
                throw invalid(
                        "%s: %s is not among the augmentations %s".formatted(key, name, chosen));
            }
        }
        return names;
    }

    private static boolean isDefective(AugmentationName name) {
        return AugmentationDefinition.of(name).referenceDefect().isPresent();
    }

    private static List<String> texts(String key, JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (!node.isArray() && !node.isMissingNode()) {
            throw invalid("%s must be a list of names, but is %s".formatted(key, node));
        }
        for (JsonNode text : node) {
            if (!text.isTextual()) {
                throw invalid("%s must be a list of names, but has %s".formatted(key, text));
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    private static IllegalArgumentException invalid(String problem) {
        return new IllegalArgumentException("augmentations: " + problem);
    }

    /** The augmentations in the order in which they are applied. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether nothing is ever changed. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The JSON form with every argument, the defaults too. */
    public ObjectNode toJson() {
        return json.deepCopy();
    }

    /**
     * What is done to one sample of one epoch.
     *
     * @param seed the training run's
     * @param sampleId what names the sample in the run
     * @param epoch counted from 0
     */
    public SampleAugmentation sample(long seed, String sampleId, int epoch) {
        return new SampleAugmentation(steps, AugmentationRandom.of(seed, sampleId, epoch));
    }
}
