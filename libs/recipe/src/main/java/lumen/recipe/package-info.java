/** The options of a training run: the one place where they are declared, checked and explained. */
package lumen.recipe;
