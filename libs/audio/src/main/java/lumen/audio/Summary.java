package lumen.audio;

import lumen.audio.decoding.AudioInformation;

/**
 * What an extraction found.
 *
 * @param durationSeconds how long the audio plays
 * @param windows how many windows were given to the consumer, at least 1
 * @param transformSeconds how long the transform took, without decoding and without the consumer
 * @param audio what the file holds
 */
public record Summary(
        double durationSeconds, int windows, double transformSeconds, AudioInformation audio) {}
