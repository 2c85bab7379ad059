/**
 * Decoding in processes of their own, for files of strangers: one that makes the decoder crash,
 * hang or eat memory ends its process and nothing else.
 */
package lumen.audio.decoding.isolation;
