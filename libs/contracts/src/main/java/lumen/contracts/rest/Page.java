package lumen.contracts.rest;

import java.util.List;

/**
 * A page of a longer list.
 *
 * @param page this page's number, from 0
 * @param size how many entries a full page has
 * @param total how many entries the whole list has
 */
public record Page<T>(List<T> items, int page, int size, long total) {
    public Page {
        items = List.copyOf(items);
    }
}
