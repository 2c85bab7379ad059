package lumen.audio.sample;

/**
 * What an extraction found.
 *
 * @param durationSeconds how long the audio plays
 * @param windows how many windows were given out
 * @param transformSeconds how long the features took, without decoding and delivery
 */
public record Extraction(double durationSeconds, int windows, double transformSeconds) {}
