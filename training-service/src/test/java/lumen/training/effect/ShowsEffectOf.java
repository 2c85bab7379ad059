package lumen.training.effect;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a test which options of a run it shows the effect of. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ShowsEffectOf {
    /** The options' names, as in a recipe. */
    String[] value();
}
