/** Tells whoever waits for a job that something happened to it, on whichever gateway it did. */
package lumen.gateway.progress;
