package lumen.audio.augmentation;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an augmentation is made of keyword arguments. The one list of which arguments belong to which
 * augmentation.
 */
public final class AugmentationDefinition {
    private static final Map<AugmentationName, AugmentationDefinition> ALL =
            new EnumMap<>(AugmentationName.class);

    static {
        for (AugmentationName name : AugmentationName.values()) {
            ALL.put(name, definition(name));
        }
    }

    private final AugmentationName name;
    private final Optional<String> referenceDefect;
    private final Function<Arguments, Augmentation> factory;
    private final List<Argument<?>> arguments;
    private final Argument<Double> probability;

    private AugmentationDefinition(
            AugmentationName name,
            Optional<String> referenceDefect,
            Function<Arguments, Augmentation> factory,
            List<Argument<?>> arguments) {
        this.name = name;
        this.referenceDefect = referenceDefect;
        this.factory = factory;
        this.arguments = arguments;
        boolean inversion = name == AugmentationName.TIMEINV;
        String key = inversion ? "time_inversion_p" : name.name().toLowerCase(Locale.ROOT) + "_p";
        probability =
                Argument.number(
                        key, inversion ? 0.5 : 1.0, 0, 1, "chance that a sample is changed");
    }

    /** The definition of an augmentation. */
    public static AugmentationDefinition of(AugmentationName name) {
        return ALL.get(name);
    }

    private static AugmentationDefinition definition(AugmentationName name) {
        return switch (name) {
            case CONCAT_N_SAMPLES ->
                    define(
                            name,
                            "joins one clip more than asked when nothing is summed",
                            ConcatenatedSamples::from,
                            ConcatenatedSamples.SAMPLES);
            case SUM_N_SAMPLES -> define(name, SummedSamples::from, SummedSamples.SAMPLES);
            case SUM_TWO_SAMPLES -> define(name, arguments -> SummedSamples.two());
            case MIXING -> define(name, Mixing::from, Mixing.SECOND, Mixing.THIRD, Mixing.LEVEL);
            case MIXUP -> define(name, MixUp::from, MixUp.ALPHA);
            case BACKGROUND_NOISE ->
                    define(
                            name,
                            BackgroundNoise::from,
                            BackgroundNoise.FOLDER,
                            BackgroundNoise.SIGNAL_TO_NOISE);
            case TIMEINV -> define(name, "inverts the polarity", TimeInversion::from);
            case PITCH ->
                    define(
                            name,
                            "knows only ratios of divisors of the sampling rate: two at 16 kHz",
                            PitchShift::from,
                            PitchShift.SEMITONES);
            case TIME_STRETCH -> define(name, TimeStretch::from, TimeStretch.RATE);
            case PLAYBACK_SPEED -> define(name, PlaybackSpeed::from, PlaybackSpeed.SEMITONES);
            case RANDOM_CROP -> define(name, RandomCrop::from, RandomCrop.SECONDS);
            case TIME_SHIFT -> define(name, TimeShift::from, TimeShift.SHARE);
            case SEVEN_BAND_EQ -> define(name, SevenBandEqualiser::from, SevenBandEqualiser.GAIN);
            case RANDOM_EQUALISER ->
                    define(
                            name,
                            RandomEqualiser::from,
                            RandomEqualiser.PEAKS,
                            RandomEqualiser.DEVIATION,
                            RandomEqualiser.LOW_PASS,
                            RandomEqualiser.HIGH_PASS);
            case SATURATION -> define(name, Saturation::from, Saturation.DRIVE);
            case CLIPPING -> define(name, Clipping::from, Clipping.SHARE);
            case ROOM_IMPULSE ->
                    define(
                            name,
                            RoomImpulse::from,
                            RoomImpulse.DECAY,
                            RoomImpulse.DIRECT_TO_REVERBERANT);
            case REVERBERATION -> define(name, Reverberation::from, Reverberation.SHARE);
            case NORM_AFTER_TIME_AUGS ->
                    define(name, LoudnessNormalization::from, LoudnessNormalization.LOUDNESS);
            case COLOR_NOISE ->
                    define(
                            name,
                            ColorNoise::from,
                            ColorNoise.DECAY,
                            ColorNoise.SIGNAL_TO_NOISE,
                            ColorNoise.DEVIATION);
            case PEAK_LEVEL -> define(name, PeakLevel::from, PeakLevel.LEVEL);
            case RANDOM_GAIN -> define(name, RandomGain::from, RandomGain.GAIN);
            case TIME_MASK -> define(name, TimeMask::from, TimeMask.SHARE);
            case NOISE_FLOOR -> define(name, NoiseFloor::from, NoiseFloor.DISTANCE);
            case FILTER_AUGMENTATION ->
                    define(
                            name,
                            FilterAugmentation::from,
                            FilterAugmentation.REGIONS,
                            FilterAugmentation.GAIN);
            case SPECTRUM_TRANSFER -> define(name, SpectrumTransfer::from, SpectrumTransfer.SHARE);
            case BLUR -> define(name, Blur::from, Blur.FRAMES);
            case BAND_SHIFT -> define(name, BandShift::from, BandShift.BANDS);
            case TIME_ROLL -> define(name, TimeRoll::from, TimeRoll.SHARE);
            case RANDOM_PIXELS ->
                    define(
                            name,
                            "draws the share from 0 to 0.3 whatever it is told",
                            RandomPixels::from,
                            RandomPixels.SHARE);
            case FREQ_MASK ->
                    define(
                            name,
                            "hides frames instead of bands of AST's features",
                            FrequencyMask::from,
                            FrequencyMask.BANDS);
            case RANDOM_ERASE ->
                    define(name, RandomErasing::from, RandomErasing.AREA, RandomErasing.ASPECT);
            case MASKS ->
                    define(
                            name,
                            Masks::from,
                            Masks.BAND_MASKS,
                            Masks.BAND_SHARE,
                            Masks.FRAME_MASKS,
                            Masks.FRAME_SHARE);
        };
    }

    private static AugmentationDefinition define(
            AugmentationName name,
            Function<Arguments, Augmentation> factory,
            Argument<?>... arguments) {
        return new AugmentationDefinition(name, Optional.empty(), factory, List.of(arguments));
    }

    private static AugmentationDefinition define(
            AugmentationName name,
            String referenceDefect,
            Function<Arguments, Augmentation> factory,
            Argument<?>... arguments) {
        return new AugmentationDefinition(
                name, Optional.of(referenceDefect), factory, List.of(arguments));
    }

    /** Its name. */
    public AugmentationName name() {
        return name;
    }

    /**
     * What the reference does wrongly, if it does; {@code as_reference} makes lumen do the same.
     */
    public Optional<String> referenceDefect() {
        return referenceDefect;
    }

    /** Its keyword arguments besides its probability. */
    public List<Argument<?>> arguments() {
        return arguments;
    }

    /** The keyword argument that says how likely a sample is changed. */
    public Argument<Double> probability() {
        return probability;
    }

    Augmentation create(Arguments given) {
        return factory.apply(given);
    }
}
