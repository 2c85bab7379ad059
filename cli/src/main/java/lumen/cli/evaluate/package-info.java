/** {@code lumen evaluate}: how well a model recognises labelled files. */
package lumen.cli.evaluate;
