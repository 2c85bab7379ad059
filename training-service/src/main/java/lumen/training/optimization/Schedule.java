package lumen.training.optimization;

/** The learning rate of every step, and how quickly Adam forgets gradients. */
public sealed interface Schedule
        permits ConstantSchedule,
                CosineRestartSchedule,
                HeadFirstSchedule,
                OneCycleSchedule,
                PlateauSchedule {
    /** Adam's own decay of the first moment, where nothing else is said. */
    double USUAL_MOMENTUM = 0.9;

    /** Learning rate of a step counted from 0. */
    double rate(long step);

    /** Decay of Adam's first moment at a step counted from 0. */
    default double momentum(long step) {
        return USUAL_MOMENTUM;
    }
}
