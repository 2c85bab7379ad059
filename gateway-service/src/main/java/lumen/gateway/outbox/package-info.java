/**
 * What is to be published, written in the transaction that makes it true and sent to Kafka after
 * it.
 */
package lumen.gateway.outbox;
