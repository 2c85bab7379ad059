package lumen.gateway.page;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.jboss.resteasy.reactive.RestPath;

/** The audio of a job's files, for listening. */
@Path("/jobs/{id}/items/{itemId}/audio")
@RunOnVirtualThread
@Tag(name = "Jobs")
public class RecordingResource {
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Recordings recordings;

    RecordingResource(Recordings recordings) {
        this.recordings = recordings;
    }

    /** Gives an item's audio, or the part of it that is asked for. */
    @GET
    @Operation(
            summary = "Get a file's audio",
            description =
                    "As it was sent, while it is kept, or as it lies below the data roots. Takes"
                            + " range requests.")
    public Response audio(
            @RestPath String id, @RestPath String itemId, @HeaderParam("Range") String range) {
        Recording recording =
                recordings.of(
                        uuid(id, ErrorCode.JOB_NOT_FOUND), uuid(itemId, ErrorCode.ITEM_NOT_FOUND));
        Optional<ByteRange> part = ByteRange.of(range, recording.bytes());
        Response.ResponseBuilder answer;
        if (part.isEmpty()) {
            answer = Response.ok(new PathPart(recording.file(), 0, recording.bytes()));
        } else if (part.get().unsatisfiable()) {
            return Response.status(RANGE_NOT_SATISFIABLE)
                    .header("Content-Range", "bytes */" + recording.bytes())
                    .build();
        } else {
            ByteRange bytes = part.get();
            answer =
                    Response.status(PARTIAL_CONTENT)
                            .entity(new PathPart(recording.file(), bytes.first(), bytes.length()))
                            .header(
                                    "Content-Range",
                                    "bytes %d-%d/%d"
                                            .formatted(
                                                    bytes.first(),
                                                    bytes.last(),
                                                    recording.bytes()));
        }
        return answer.type(AudioType.of(recording.name()))
                .header("Accept-Ranges", "bytes")
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=3600")
                .build();
    }

    private static UUID uuid(String text, ErrorCode otherwise) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new LumenException(otherwise, "There is no %s.".formatted(text), e);
        }
    }
}
