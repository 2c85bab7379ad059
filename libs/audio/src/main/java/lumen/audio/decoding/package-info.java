/**
 * From the bytes of an audio file to mono samples at a wanted rate, by FFmpeg, with limits and
 * protections for files of unknown origin.
 */
package lumen.audio.decoding;
