/**
 * The spectrum kernel on the Vector API, one frame per lane. Nothing here may be loaded unless the
 * module {@code jdk.incubator.vector} is present.
 */
package lumen.audio.spectrum.vector;
