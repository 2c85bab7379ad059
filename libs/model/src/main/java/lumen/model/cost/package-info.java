/** What running a model costs, worked out from its graph without running it. */
package lumen.model.cost;
