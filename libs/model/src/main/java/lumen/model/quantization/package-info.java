/**
 * Models in eight-bit integers: smaller files that are computed faster, and as well as measured.
 */
package lumen.model.quantization;
