package lumen.feature.operation;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the warm-up is over. */
@Readiness
@ApplicationScoped
public class WarmUpCheck implements HealthCheck {
    private final WarmUp warmUp;

    public WarmUpCheck(WarmUp warmUp) {
        this.warmUp = warmUp;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("audio processing");
        return switch (warmUp.progress()) {
            case WarmUp.Progress.Warming() ->
                    response.down().withData("state", "warming up").build();
            case WarmUp.Progress.Warm() -> response.up().build();
            case WarmUp.Progress.Failed(String reason) ->
                    response.down().withData("reason", reason).build();
        };
    }
}
