package lumen.training.engine;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/** Where tensors lie and operators run. */
public enum ComputeDevice {
    /** The processor. */
    CPU(DeviceType.CPU),
    /** The first NVIDIA GPU. */
    CUDA(DeviceType.CUDA);

    private final DeviceType type;

    ComputeDevice(DeviceType type) {
        this.type = type;
    }

    /**
     * The device that a configuration names.
     *
     * @param name {@code cpu}, {@code cuda}, or {@code auto}: a GPU where there is one
     * @throws EngineException when {@code cuda} is asked for and there is none, with what to do
     */
    public static ComputeDevice named(String name) {
        return switch (name) {
            case "cpu" -> CPU;
            case "auto" -> torch.cuda_is_available() ? CUDA : CPU;
            case "cuda" -> {
                if (!torch.cuda_is_available()) {
                    throw new EngineException(reason());
                }
                yield CUDA;
            }
            default ->
                    throw new EngineException(
                            "there is no device '%s'; cpu, cuda and auto can be chosen"
                                    .formatted(name));
        };
    }

    private static String reason() {
        return torch.hasCUDA()
                ? "no CUDA device was found: libtorch is built for CUDA, but there is no NVIDIA GPU"
                        + " or no driver for it (nvidia-smi must list one); --device cpu works"
                        + " without"
                : "this installation trains on the processor only: put the jar"
                        + " org.bytedeco:pytorch with the classifier linux-x86_64-gpu on the class"
                        + " path in place of the one with linux-x86_64, and install CUDA 13 with"
                        + " cuDNN 9 and NCCL 2; --device cpu works without";
    }

    Device device() {
        return new Device(type);
    }
}
