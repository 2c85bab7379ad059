/** What is written to: widths, colours, characters, tables and the progress bar. */
package lumen.cli.terminal;
