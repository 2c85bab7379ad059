package lumen.training.worker;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once runs can be computed and the commands are known. */
@Readiness
@ApplicationScoped
public class WorkerReady implements HealthCheck {
    private final TrainingService service;
    private final NativeLibraries libraries;

    WorkerReady(TrainingService service, NativeLibraries libraries) {
        this.service = service;
        this.libraries = libraries;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("worker");
        return switch (libraries.state()) {
            case NativeLibraries.State.Loading() ->
                    response.down().withData("state", "loading libraries").build();
            case NativeLibraries.State.Failed(String reason) ->
                    response.down().withData("reason", reason).build();
            case NativeLibraries.State.Loaded(String device) ->
                    response.status(service.isInformed()).withData("device", device).build();
        };
    }
}
