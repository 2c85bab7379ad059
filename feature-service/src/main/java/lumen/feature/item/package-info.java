/** The life of one item in this service: located, extracted, delivered. */
package lumen.feature.item;
