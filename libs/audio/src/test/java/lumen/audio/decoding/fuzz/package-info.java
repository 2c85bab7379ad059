/** Damaged files of every container, made from whole ones by a seed. */
package lumen.audio.decoding.fuzz;
