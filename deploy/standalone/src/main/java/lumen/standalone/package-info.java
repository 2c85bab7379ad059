/**
 * The whole of lumen on one machine, started and stopped by one process: {@link
 * lumen.standalone.Lumen} is the running system, {@link lumen.standalone.Main} the {@code lumen}
 * command.
 */
package lumen.standalone;
