/**
 * {@code lumen train} and {@code lumen trainings}: submits training runs, follows them, tells of
 * them.
 */
package lumen.cli.training;
