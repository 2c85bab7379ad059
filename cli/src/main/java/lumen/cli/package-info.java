/**
 * The {@code lumen} command: {@link lumen.cli.LumenCommand} assembles the subcommands, {@link
 * lumen.cli.LumenAccess} says which lumen answers them, and {@link lumen.cli.ExitCode} what a
 * script learns from the end.
 */
package lumen.cli;
