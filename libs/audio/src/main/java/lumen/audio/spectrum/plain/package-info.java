/** The spectrum kernel in plain Java, which runs on every JVM. */
package lumen.audio.spectrum.plain;
