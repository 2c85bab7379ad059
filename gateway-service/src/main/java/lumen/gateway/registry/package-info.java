/** The models that can be used: what lies in the model directory. */
package lumen.gateway.registry;
