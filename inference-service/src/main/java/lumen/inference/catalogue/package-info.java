/** The model directory: which model files there are, and which of them can be used. */
package lumen.inference.catalogue;
