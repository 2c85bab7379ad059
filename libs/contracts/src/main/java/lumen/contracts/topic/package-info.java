/** What crosses a Kafka topic. */
package lumen.contracts.topic;
