package lumen.contracts.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON body of {@code POST /trainings/{id}/resume}, which may also be left out.
 *
 * @param training options that are different from now on, such as {@code epochs}; null for none
 */
public record TrainingResumption(ObjectNode training) {}
