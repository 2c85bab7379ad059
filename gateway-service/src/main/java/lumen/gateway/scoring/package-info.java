/** From the scores of windows to what is heard in a file: pure code. */
package lumen.gateway.scoring;
