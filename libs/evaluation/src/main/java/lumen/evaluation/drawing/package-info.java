/** Drawings of lines, areas and text, and how they become SVG and PNG. */
package lumen.evaluation.drawing;
