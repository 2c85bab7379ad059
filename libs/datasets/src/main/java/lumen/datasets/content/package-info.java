/** Whether files are the same, or hold the same bytes. */
package lumen.datasets.content;
