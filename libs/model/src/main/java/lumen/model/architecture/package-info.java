/** The networks that lumen knows how to build. */
package lumen.model.architecture;
