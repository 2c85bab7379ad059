/** Graphs that other tools exported, made into models that lumen trains and serves. */
package lumen.model.imported;
