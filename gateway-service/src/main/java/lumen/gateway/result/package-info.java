/** What the workers answer: parts and failures, recorded once each, however often they arrive. */
package lumen.gateway.result;
