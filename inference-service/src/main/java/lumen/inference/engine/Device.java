package lumen.inference.engine;

/** Where models are computed. */
public enum Device {
    CPU,
    CUDA
}
