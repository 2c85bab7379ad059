package lumen.inference.openinference;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.inference.catalogue.ModelEntry;
import lumen.inference.operation.InferenceConfiguration;
import lumen.inference.operation.Models;
import lumen.inference.scoring.LoadedModel;
import lumen.inference.scoring.ModelPool;
import lumen.inference.scoring.ScoringException;
import lumen.model.file.ModelDescription;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The protocol's addresses. A request's windows share batches with those that come by the topic.
 *
 * <p>A version is named as everywhere in lumen; only the one that is served can be asked for.
 */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
public class OpenInferenceResource {
    private static final Logger LOG = Logger.getLogger(OpenInferenceResource.class);
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final ModelPool pool;
    private final Models models;
    private final ObjectMapper json;
    private final TensorRequestReader reader;
    private final Semaphore inFlight;
    private final String lumenVersion;

    OpenInferenceResource(
            ModelPool pool,
            Models models,
            ObjectMapper json,
            InferenceConfiguration configuration,
            @ConfigProperty(name = "quarkus.application.version") String lumenVersion) {
        this.pool = pool;
        this.models = models;
        this.json = json;
        this.lumenVersion = lumenVersion;
        reader = new TensorRequestReader(json);
        inFlight = new Semaphore(configuration.requestsInFlight());
    }

    /** What this server is. */
    public record ServerView(String name, String version, List<String> extensions) {}

    /** A model, as the protocol describes it. */
    public record ModelMetadataView(
            String name,
            List<String> versions,
            String platform,
            List<TensorView> inputs,
            List<TensorView> outputs) {}

    /** An input or output; -1 is a size that is left open. */
    public record TensorView(String name, String datatype, List<Long> shape) {}

    /** Why a request failed. */
    public record ErrorView(@JsonProperty("error") String error) {}

    @GET
    public ServerView server() {
        return new ServerView("lumen", lumenVersion, List.of("binary_tensor_data"));
    }

    @GET
    @Path("/health/live")
    public Map<String, Boolean> live() {
        return Map.of("live", true);
    }

    /** The protocol wants a status of the 4xx for "no". */
    @GET
    @Path("/health/ready")
    public Response ready() {
        return readiness(models.preloaded());
    }

    @GET
    @Path("/models/{name: .+}/ready")
    public Response modelReady(String name) {
        return readiness(isUsable(name));
    }

    @GET
    @Path("/models/{name: .+}/versions/{version}/ready")
    public Response versionReady(String name, String version) {
        return readiness(isUsable(name) && usable(name).version().equals(version));
    }

    private boolean isUsable(String name) {
        return pool.loaded(name).isPresent()
                || pool.entries().get(name) instanceof ModelEntry.Usable;
    }

    private static Response readiness(boolean ready) {
        return Response.status(ready ? Response.Status.OK : Response.Status.BAD_REQUEST)
                .entity(Map.of("ready", ready))
                .build();
    }

    @GET
    @Path("/models/{name: .+}")
    public ModelMetadataView model(String name) {
        ModelDescription description = usable(name);
        List<Long> input = new ArrayList<>(description.inputShape());
        List<Long> output = List.of(-1L, (long) description.metadata().labels().size());
        return new ModelMetadataView(
                name,
                List.of(description.version()),
                "onnxruntime_onnx",
                List.of(new TensorView(TensorRequestReader.INPUT, "FP32", input)),
                Stream.of(Output.values())
                        .map(wanted -> new TensorView(wanted.tensorName(), "FP32", output))
                        .toList());
    }

    @GET
    @Path("/models/{name: .+}/versions/{version}")
    public ModelMetadataView version(String name, String version) {
        requireVersion(name, version);
        return model(name);
    }

    @POST
    @Path("/models/{name: .+}/infer")
    @Consumes(MediaType.WILDCARD)
    @Blocking
    public CompletionStage<Response> infer(
            String name, @HeaderParam(JSON_LENGTH) Integer jsonLength, byte[] body)
            throws InvalidTensorRequestException {
        if (!inFlight.tryAcquire()) {
            throw new LumenException(
                    ErrorCode.TOO_BUSY, "Too many tensor requests are being answered.");
        }
        CompletionStage<Response> answer;
        try {
            TensorRequest request =
                    reader.read(body, jsonLength == null ? body.length : jsonLength);
            answer =
                    pool.score(name, request.windows())
                            .thenApply(
                                    scored -> {
                                        try {
                                            return response(
                                                    request,
                                                    TensorAnswer.of(name, request, scored, json));
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    });
        } catch (InvalidTensorRequestException | RuntimeException e) {
            inFlight.release();
            throw e;
        }
        return answer.whenComplete((_, _) -> inFlight.release());
    }

    @POST
    @Path("/models/{name: .+}/versions/{version}/infer")
    @Consumes(MediaType.WILDCARD)
    @Blocking
    public CompletionStage<Response> inferVersion(
            String name, String version, @HeaderParam(JSON_LENGTH) Integer jsonLength, byte[] body)
            throws InvalidTensorRequestException {
        requireVersion(name, version);
        return infer(name, jsonLength, body);
    }

    private static Response response(TensorRequest request, TensorAnswer answer) {
        Response.ResponseBuilder response = Response.ok(answer.body());
        return request.binary()
                ? response.type(MediaType.APPLICATION_OCTET_STREAM)
                        .header(JSON_LENGTH, answer.jsonLength())
                        .build()
                : response.type(MediaType.APPLICATION_JSON).build();
    }

    private ModelDescription usable(String name) {
        return pool.loaded(name)
                .map(LoadedModel::description)
                .orElseGet(
                        () ->
                                switch (pool.entries().get(name)) {
                                    case null ->
                                            throw new LumenException(
                                                    ErrorCode.MODEL_NOT_FOUND,
                                                    "There is no model " + name);
                                    case ModelEntry.Broken broken ->
                                            throw new LumenException(
                                                    ErrorCode.MODEL_BROKEN, broken.reason());
                                    case ModelEntry.Usable usable -> usable.description();
                                });
    }

    private void requireVersion(String name, String version) {
        String served = usable(name).version();
        if (!served.equals(version)) {
            throw new LumenException(
                    ErrorCode.MODEL_NOT_FOUND,
                    "Version %s of model %s is not served; %s is".formatted(version, name, served));
        }
    }

    @ServerExceptionMapper
    Response invalid(InvalidTensorRequestException failure) {
        return error(Response.Status.BAD_REQUEST.getStatusCode(), failure.getMessage());
    }

    @ServerExceptionMapper
    Response refused(LumenException failure) {
        return error(failure.code().status(), failure.getMessage());
    }

    @ServerExceptionMapper
    Response failed(CompletionException failure) {
        return failure.getCause() instanceof ScoringException scoring
                ? failed(scoring)
                : internal(failure);
    }

    @ServerExceptionMapper
    Response failed(ScoringException failure) {
        return failure.code() == ErrorCode.INTERNAL
                ? internal(failure)
                : error(failure.code().status(), failure.getMessage());
    }

    private static Response internal(Exception failure) {
        LOG.error("a tensor request failed", failure);
        return error(ErrorCode.INTERNAL.status(), "The request failed inside lumen; see its log.");
    }

    private static Response error(int status, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new ErrorView(message))
                .build();
    }
}
