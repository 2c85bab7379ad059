package lumen.inference.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import lumen.inference.engine.Device;
import lumen.inference.engine.OnnxRuntime;

/** What computes the predictions. */
@Path("/device")
@Produces(MediaType.APPLICATION_JSON)
public class DeviceResource {
    private final OnnxRuntime runtime;

    DeviceResource(OnnxRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * The device in use.
     *
     * @param threads how many threads compute one batch on the processor
     */
    public record DeviceView(Device device, int threads) {}

    @GET
    public DeviceView get() {
        return new DeviceView(runtime.device(), runtime.threads());
    }
}
