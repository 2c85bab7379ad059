/** Which waiting parts are computed together; no clock, no thread and no framework of its own. */
package lumen.inference.batching;
