/**
 * Reads the manifests as a cluster would: their schema, how they are joined, who may talk to whom.
 */
package lumen.kubernetes;
