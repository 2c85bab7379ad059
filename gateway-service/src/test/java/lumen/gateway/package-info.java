/**
 * The gateway with a real broker and a real database; small workers stand for the other services.
 */
package lumen.gateway;
