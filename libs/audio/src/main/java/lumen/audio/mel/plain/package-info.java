/** The mel kernel in plain Java, which runs on every JVM. */
package lumen.audio.mel.plain;
