/** {@code lumen jobs}: what was asked for, and how far it is. */
package lumen.cli.jobs;
