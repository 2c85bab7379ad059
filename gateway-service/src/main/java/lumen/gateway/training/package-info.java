/**
 * Training runs: what is asked for and whether it can be done, who carries it out, what became of
 * it.
 */
package lumen.gateway.training;
