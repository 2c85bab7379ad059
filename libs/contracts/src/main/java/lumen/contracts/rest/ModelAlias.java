package lumen.contracts.rest;

/**
 * A name under which a model is asked for.
 *
 * @param alias the name; {@code default} is the model of requests that name none
 * @param model the id of the model that it means
 */
public record ModelAlias(String alias, String model) {}
