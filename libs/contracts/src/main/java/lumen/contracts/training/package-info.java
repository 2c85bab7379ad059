/** What the gateway and training-service tell each other about training runs. */
package lumen.contracts.training;
