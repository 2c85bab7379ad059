/**
 * Ways to vary training examples so that a model learns instruments and not recordings: signals are
 * played at other speeds, equalised, saturated, mixed with each other; spectrograms are shifted,
 * masked and covered with noise. Everything is drawn from the generator that the caller passes, so
 * the same seed gives the same example.
 */
package lumen.training.augmentation;
