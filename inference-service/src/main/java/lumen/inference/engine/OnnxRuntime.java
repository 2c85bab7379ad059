package lumen.inference.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Opens models on the device that was chosen when the service started. */
public final class OnnxRuntime {
    private final OrtEnvironment environment;
    private final Device device;
    private final int threads;

    private OnnxRuntime(OrtEnvironment environment, Device device, int threads) {
        this.environment = environment;
        this.device = device;
        this.threads = threads;
    }

    /**
     * Chooses the device.
     *
     * @param threads how many threads compute one batch on the processor
     * @param fallback told, once, why {@link DeviceSetting#AUTO} uses the processor
     * @throws EngineException if {@link DeviceSetting#CUDA} is wanted and cannot be had
     */
    public static OnnxRuntime start(DeviceSetting setting, int threads, Consumer<String> fallback)
            throws EngineException {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, not " + threads);
        }
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "lumen");
        Device device =
                switch (setting) {
                    case CPU -> Device.CPU;
                    case CUDA -> {
                        requireCuda();
                        yield Device.CUDA;
                    }
                    case AUTO -> cudaOrFallBack(fallback);
                };
        return new OnnxRuntime(environment, device, threads);
    }

    private static Device cudaOrFallBack(Consumer<String> fallback) {
        try {
            requireCuda();
            return Device.CUDA;
        } catch (EngineException e) {
            fallback.accept(e.getMessage());
            return Device.CPU;
        }
    }

    private static void requireCuda() throws EngineException {
        // getAvailableProviders() only says what was compiled in; adding the provider loads it.
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
            options.addCUDA(cuda);
        } catch (OrtException e) {
            throw new EngineException("CUDA cannot be used: " + e.getMessage(), e);
        }
    }

    public Device device() {
        return device;
    }

    /** How many threads compute one batch on the processor. */
    public int threads() {
        return threads;
    }

    /**
     * Opens a model file that is known to have one input and one output.
     *
     * @throws EngineException if ONNX Runtime cannot run it
     */
    public LogitFunction open(Path file) throws EngineException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Idle threads that spin would take the cores from the services beside this one.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            if (device == Device.CUDA) {
                try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
                    options.addCUDA(cuda);
                    return new Session(environment.createSession(file.toString(), options));
                }
            }
            return new Session(environment.createSession(file.toString(), options));
        } catch (OrtException e) {
            throw new EngineException("ONNX Runtime cannot load the model: " + e.getMessage(), e);
        }
    }

    private final class Session implements LogitFunction {
        private final OrtSession session;
        private final String input;

        Session(OrtSession session) {
            this.session = session;
            input = session.getInputNames().iterator().next();
        }

        @Override
        public float[] logits(FloatBuffer features, long[] shape) throws EngineException {
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, features, shape);
                    OrtSession.Result result = session.run(Map.of(input, tensor))) {
                if (!(result.get(0) instanceof OnnxTensor output)) {
                    throw new EngineException("the model's output is not a tensor");
                }
                FloatBuffer values = output.getFloatBuffer();
                if (values == null) {
                    throw new EngineException("the model's output is not float32");
                }
                float[] logits = new float[values.remaining()];
                values.get(logits);
                return logits;
            } catch (OrtException e) {
                throw new EngineException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("a session cannot be closed", e);
            }
        }
    }
}
