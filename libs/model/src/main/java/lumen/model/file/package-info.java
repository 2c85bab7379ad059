/** Model files: ONNX with lumen's metadata, written whole or not at all, checked when read. */
package lumen.model.file;
