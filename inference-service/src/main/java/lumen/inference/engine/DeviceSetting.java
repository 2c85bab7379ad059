package lumen.inference.engine;

/** Which device the operator wants. */
public enum DeviceSetting {
    /** The processor. */
    CPU,
    /** An NVIDIA GPU; the service does not start without. */
    CUDA,
    /** An NVIDIA GPU if there is one that can be used, the processor otherwise. */
    AUTO
}
