/** Features that feature-service computes, asked for and answered over Kafka. */
package lumen.training.data.kafka;
