/**
 * Feature-service: turns audio files into spectrograms. A request comes in ({@code request}), its
 * file is found ({@code source}) and turned into windows ({@code extraction}), which are sent on
 * ({@code delivery}); {@code item} joins the steps and {@code operation} is what an operator sees.
 */
package lumen.feature;
