package lumen.training.worker;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the worker's thread is. A broker that is away does not kill it. */
@Liveness
@ApplicationScoped
public class WorkerAlive implements HealthCheck {
    private final TrainingService service;

    WorkerAlive(TrainingService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("worker")
                .status(service.isAlive())
                .withData("busy", service.isBusy())
                .build();
    }
}
