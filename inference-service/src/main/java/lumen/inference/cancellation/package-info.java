/** Which jobs were cancelled, so that their queued features are passed over. */
package lumen.inference.cancellation;
