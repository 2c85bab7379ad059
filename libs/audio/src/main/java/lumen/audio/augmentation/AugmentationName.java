package lumen.audio.augmentation;

/**
 * The augmentations that requests and command lines can name, in the order in which they are
 * applied whatever the order in the request.
 */
public enum AugmentationName {
    /** Joins recordings along time. */
    CONCAT_N_SAMPLES(Level.SOURCES),
    /** Lets recordings sound together. */
    SUM_N_SAMPLES(Level.SOURCES),
    /** Lets two recordings sound together. */
    SUM_TWO_SAMPLES(Level.SOURCES),
    /** Adds up to two recordings at random levels. */
    MIXING(Level.SOURCES),
    /** Adds a recording with a random weight. */
    MIXUP(Level.SOURCES),
    /** Adds recorded noise. */
    BACKGROUND_NOISE(Level.SIGNAL),
    /** Plays backwards. */
    TIMEINV(Level.SIGNAL),
    /** Moves the pitch. */
    PITCH(Level.SIGNAL),
    /** Makes longer or shorter. */
    TIME_STRETCH(Level.SIGNAL),
    /** Plays faster or slower. */
    PLAYBACK_SPEED(Level.SIGNAL),
    /** Cuts a stretch out. */
    RANDOM_CROP(Level.SIGNAL),
    /** Moves in time, end to beginning. */
    TIME_SHIFT(Level.SIGNAL),
    /** Seven bands, louder or softer. */
    SEVEN_BAND_EQ(Level.SIGNAL),
    /** Peaking filters at random places. */
    RANDOM_EQUALISER(Level.SIGNAL),
    /** Overdrives softly. */
    SATURATION(Level.SIGNAL),
    /** Cuts off peaks. */
    CLIPPING(Level.SIGNAL),
    /** Convolves with a made-up room. */
    ROOM_IMPULSE(Level.SIGNAL),
    /** Adds reverberation. */
    REVERBERATION(Level.SIGNAL),
    /** Brings to a loudness. */
    NORM_AFTER_TIME_AUGS(Level.SIGNAL),
    /** Adds coloured noise. */
    COLOR_NOISE(Level.SIGNAL),
    /** Brings the greatest sample to a level. */
    PEAK_LEVEL(Level.SIGNAL),
    /** Makes louder or softer. */
    RANDOM_GAIN(Level.SIGNAL),
    /** Silences a stretch. */
    TIME_MASK(Level.SIGNAL),
    /** Adds steady noise to a spectrogram. */
    NOISE_FLOOR(Level.SPECTROGRAM),
    /** Raises and lowers frequency regions. */
    FILTER_AUGMENTATION(Level.SPECTROGRAM),
    /** Gives a share of another recording's long-term spectrum. */
    SPECTRUM_TRANSFER(Level.SPECTROGRAM),
    /** Smooths along time. */
    BLUR(Level.SPECTROGRAM),
    /** Moves up or down by whole bands. */
    BAND_SHIFT(Level.SPECTROGRAM),
    /** Moves in time by whole frames. */
    TIME_ROLL(Level.SPECTROGRAM),
    /** Silences single places. */
    RANDOM_PIXELS(Level.SPECTROGRAM),
    /** Silences a stripe of bands. */
    FREQ_MASK(Level.SPECTROGRAM),
    /** Silences a rectangle. */
    RANDOM_ERASE(Level.SPECTROGRAM),
    /** Hides stripes of bands and frames behind the mean. */
    MASKS(Level.SPECTROGRAM);

    private final Level level;

    AugmentationName(Level level) {
        this.level = level;
    }

    /** Where it works. */
    public Level level() {
        return level;
    }
}
