package lumen.standalone.service;

/** The services that make up lumen, in the order in which they are started. */
public enum ServiceKind {
    /** Audio in, spectrograms out; FFmpeg keeps its memory outside the heap. */
    FEATURE("feature-service", "LUMEN_FEATURE_PORT", 8091, "-Xmx384m"),
    /** Spectrograms in, scores out; ONNX Runtime keeps its memory outside the heap. */
    INFERENCE("inference-service", "LUMEN_INFERENCE_PORT", 8092, "-Xmx384m"),
    /** The REST API. */
    GATEWAY("gateway-service", "LUMEN_GATEWAY_PORT", 8090, "-Xmx320m"),
    /**
     * Trains models when nobody else wants the processor; libtorch's memory is outside the heap.
     */
    TRAINING("training-service", "LUMEN_TRAINING_PORT", 8093, "-Xmx512m");

    private final String serviceName;
    private final String portVariable;
    private final int usualPort;
    private final String memory;

    ServiceKind(String serviceName, String portVariable, int usualPort, String memory) {
        this.serviceName = serviceName;
        this.portVariable = portVariable;
        this.usualPort = usualPort;
        this.memory = memory;
    }

    /** The service's name, also its module's. */
    public String serviceName() {
        return serviceName;
    }

    /** The environment variable that tells the service its HTTP port. */
    public String portVariable() {
        return portVariable;
    }

    /** The HTTP port unless it is taken. */
    public int usualPort() {
        return usualPort;
    }

    /** Whether predictions can be had without it, so that nobody waits for it. */
    public boolean isOptional() {
        return this == TRAINING;
    }

    /** Whether the other services have the processor first. */
    boolean isYielding() {
        return this == TRAINING;
    }

    /** The JVM's limit of the heap. */
    String memory() {
        return memory;
    }
}
