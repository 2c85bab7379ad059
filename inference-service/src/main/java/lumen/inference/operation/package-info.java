/** Configuration, start, health, metrics. */
package lumen.inference.operation;
