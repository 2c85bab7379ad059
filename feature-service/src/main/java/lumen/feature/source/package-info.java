/** Which files may be read. */
package lumen.feature.source;
