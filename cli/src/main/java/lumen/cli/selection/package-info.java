/** Which files a command line means, and in which portions they are sent. */
package lumen.cli.selection;
