package lumen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The pod security standard "restricted" (kubernetes.io, Pod Security Standards) and what lumen
 * asks for beyond it.
 */
final class Hardening {
    private Hardening() {}

    /** Everything that the standard forbids in an object's pods. */
    static List<String> faults(Manifest manifest) {
        List<String> faults = new ArrayList<>();
        JsonNode pod = manifest.podTemplate().orElseThrow().path("spec");
        JsonNode security = pod.path("securityContext");
        require(faults, security.path("runAsNonRoot").asBoolean(), "runs as root");
        require(faults, security.path("runAsUser").asInt() > 0, "has no user above 0");
        require(
                faults,
                security.path("seccompProfile").path("type").asText().equals("RuntimeDefault"),
                "has no seccomp profile");
        require(
                faults,
                !pod.path("automountServiceAccountToken").asBoolean(true),
                "mounts a token of the Kubernetes API");
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(faults, !pod.path(shared).asBoolean(), "shares " + shared);
        }
        for (JsonNode volume : pod.path("volumes")) {
            require(faults, !volume.has("hostPath"), "mounts a path of the node");
        }
        for (JsonNode container : manifest.containers()) {
            JsonNode own = container.path("securityContext");
            require(
                    faults,
                    !own.path("allowPrivilegeEscalation").asBoolean(true),
                    "may gain privileges");
            require(faults, !own.path("privileged").asBoolean(), "is privileged");
            require(
                    faults,
                    own.path("capabilities").path("drop").toString().equals("[\"ALL\"]"),
                    "keeps capabilities");
            require(
                    faults,
                    own.path("readOnlyRootFilesystem").asBoolean()
                            || manifest.podLabels().containsKey("lumen/role"),
                    "may write to its image");
        }
        return faults.stream().map(fault -> manifest + ": " + fault).toList();
    }

    private static void require(List<String> faults, boolean condition, String fault) {
        if (!condition) {
            faults.add(fault);
        }
    }
}
