/** {@code lumen models}: which models there are. */
package lumen.cli.models;
