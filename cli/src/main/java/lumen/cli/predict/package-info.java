/** {@code lumen predict}: sends files, follows their jobs and shows the answers. */
package lumen.cli.predict;
