/**
 * training-service as a member of lumen: takes runs from Kafka, tells their progress, and gives
 * them back when it stops.
 */
package lumen.training.worker;
