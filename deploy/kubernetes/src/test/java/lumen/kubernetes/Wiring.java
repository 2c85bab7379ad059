package lumen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lumen.contracts.topic.Topics;

/** Whether the objects of an overlay fit together: what a schema cannot see. */
final class Wiring {
    private static final int HIGHEST_PORT = 65_535;

    private final List<Manifest> manifests;
    private final Set<String> secretsOfOthers;
    private final List<String> faults = new ArrayList<>();

    private Wiring(List<Manifest> manifests, Set<String> secretsOfOthers) {
        this.manifests = manifests;
        this.secretsOfOthers = secretsOfOthers;
    }

    /**
     * Everything that does not fit.
     *
     * @param secretsOfOthers secrets that the operator of the cluster makes
     */
    static List<String> faults(List<Manifest> manifests, Set<String> secretsOfOthers) {
        Wiring wiring = new Wiring(manifests, secretsOfOthers);
        wiring.check();
        return wiring.faults;
    }

    private void check() {
        for (Manifest manifest : manifests) {
            switch (manifest.kind()) {
                case "Service" -> service(manifest);
                case "PodDisruptionBudget" -> budget(manifest);
                case "NetworkPolicy" -> policy(manifest);
                case "Ingress" -> ingress(manifest);
                case "ServiceMonitor" -> monitor(manifest);
                case "ScaledObject" -> scaledObject(manifest);
                default -> {}
            }
            if (manifest.is("ScaledObject") || manifest.is("ScaledJob")) {
                triggers(manifest);
            }
            if (manifest.podTemplate().isPresent()) {
                pods(manifest, manifest.podTemplate().get());
            }
        }
    }

    private void fault(Manifest manifest, String message) {
        faults.add(manifest + ": " + message);
    }

    private Stream<Manifest> withPods() {
        return manifests.stream().filter(manifest -> manifest.podTemplate().isPresent());
    }

    private List<Manifest> selected(JsonNode selector) {
        return withPods()
                .filter(manifest -> Selectors.matches(selector, manifest.podLabels()))
                .toList();
    }

    private void service(Manifest service) {
        List<Manifest> targets =
                withPods()
                        .filter(
                                manifest ->
                                        Selectors.hasAll(
                                                service.spec().path("selector"),
                                                manifest.podLabels()))
                        .toList();
        if (targets.size() != 1) {
            fault(service, "its selector takes the pods of %s, not of one".formatted(targets));
            return;
        }
        Map<String, Integer> ports = targets.getFirst().podPorts();
        for (JsonNode port : service.spec().path("ports")) {
            String target = port.path("targetPort").asText();
            if (!ports.containsKey(target)) {
                fault(service, "the pods have no port %s but %s".formatted(target, ports.keySet()));
            }
            int number = port.path("port").asInt();
            if (number < 1 || number > HIGHEST_PORT) {
                fault(service, "there is no port %d".formatted(number));
            }
        }
    }

    private void budget(Manifest budget) {
        if (budget.spec().has("minAvailable") == budget.spec().has("maxUnavailable")) {
            fault(budget, "it needs either minAvailable or maxUnavailable");
        }
        List<Manifest> targets = selected(budget.spec().path("selector"));
        if (targets.size() != 1) {
            fault(budget, "its selector takes the pods of %s, not of one".formatted(targets));
            return;
        }
        int replicas = leastReplicas(targets.getFirst());
        if (budget.spec().has("minAvailable")
                && budget.spec().path("minAvailable").asInt() >= replicas) {
            fault(budget, "with %d replicas no pod could ever be moved".formatted(replicas));
        }
    }

    private int leastReplicas(Manifest workload) {
        return manifests.stream()
                .filter(manifest -> manifest.is("ScaledObject"))
                .filter(
                        manifest ->
                                manifest.spec()
                                        .path("scaleTargetRef")
                                        .path("name")
                                        .asText()
                                        .equals(workload.name()))
                .findFirst()
                .map(scaled -> scaled.spec().path("minReplicaCount").asInt(0))
                .orElse(workload.spec().path("replicas").asInt(1));
    }

    private void policy(Manifest policy) {
        for (JsonNode type : policy.spec().path("policyTypes")) {
            if (!Set.of("Ingress", "Egress").contains(type.asText())) {
                fault(policy, "there is no policy type %s".formatted(type.asText()));
            }
        }
        JsonNode selector = policy.spec().path("podSelector");
        List<Manifest> targets = selected(selector);
        // Rules for broker, database and other programs wait for pods that may come.
        if (targets.isEmpty() && selector.toString().contains("app.kubernetes.io/name")) {
            fault(policy, "its selector takes no pods");
        }
        for (JsonNode rule : policy.spec().path("ingress")) {
            for (JsonNode port : rule.path("ports")) {
                targets.forEach(target -> requirePort(policy, target, port.path("port")));
            }
        }
    }

    private void requirePort(Manifest by, Manifest target, JsonNode port) {
        boolean exists =
                port.isNumber()
                        ? target.podPorts().containsValue(port.asInt())
                        : target.podPorts().containsKey(port.asText());
        if (!exists) {
            fault(by, "%s has no port %s".formatted(target, port.asText()));
        }
    }

    private void ingress(Manifest ingress) {
        for (JsonNode backend : ingress.all("service")) {
            String name = backend.path("name").asText();
            manifests.stream()
                    .filter(manifest -> manifest.is("Service") && manifest.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            service -> {
                                String port = backend.path("port").path("name").asText();
                                boolean known =
                                        Manifest.elements(service.spec().path("ports")).stream()
                                                .anyMatch(
                                                        one ->
                                                                one.path("name")
                                                                        .asText()
                                                                        .equals(port));
                                if (!known) {
                                    fault(
                                            ingress,
                                            "service %s has no port %s".formatted(name, port));
                                }
                            },
                            () -> fault(ingress, "there is no service %s".formatted(name)));
        }
    }

    private void monitor(Manifest monitor) {
        JsonNode selector = monitor.spec().path("selector");
        List<Manifest> services =
                manifests.stream()
                        .filter(manifest -> manifest.is("Service"))
                        .filter(
                                manifest ->
                                        Selectors.matches(
                                                selector, Selectors.labels(manifest.json())))
                        .toList();
        if (services.isEmpty()) {
            fault(monitor, "its selector takes no service");
        }
        for (JsonNode endpoint : monitor.spec().path("endpoints")) {
            String port = endpoint.path("port").asText();
            for (Manifest service : services) {
                if (service.spec().path("ports").findValuesAsText("name").stream()
                        .noneMatch(port::equals)) {
                    fault(monitor, "%s has no port %s".formatted(service, port));
                }
            }
        }
    }

    private void scaledObject(Manifest scaled) {
        String target = scaled.spec().path("scaleTargetRef").path("name").asText();
        List<Manifest> deployments =
                manifests.stream()
                        .filter(
                                manifest ->
                                        manifest.is("Deployment") && manifest.name().equals(target))
                        .toList();
        if (deployments.isEmpty()) {
            fault(scaled, "there is no deployment %s".formatted(target));
        }
        deployments.stream()
                .filter(deployment -> deployment.spec().has("replicas"))
                .forEach(
                        deployment ->
                                fault(
                                        scaled,
                                        "%s has a fixed number of replicas".formatted(deployment)));
        if (scaled.spec().path("minReplicaCount").asInt()
                > scaled.spec().path("maxReplicaCount").asInt()) {
            fault(scaled, "the least number of replicas is above the greatest");
        }
    }

    private void triggers(Manifest scaled) {
        for (JsonNode trigger : scaled.spec().path("triggers")) {
            String topic = trigger.path("metadata").path("topic").asText();
            if (!Topics.all().contains(topic)) {
                fault(scaled, "there is no topic %s".formatted(topic));
            }
        }
    }

    private void pods(Manifest manifest, JsonNode template) {
        JsonNode selector = manifest.spec().path("selector");
        if (!selector.isMissingNode() && !Selectors.matches(selector, manifest.podLabels())) {
            fault(manifest, "its selector does not take its own pods");
        }
        Set<String> volumes = new TreeSet<>();
        for (JsonNode volume : template.path("spec").path("volumes")) {
            volumes.add(volume.path("name").asText());
            require(
                    manifest,
                    "PersistentVolumeClaim",
                    volume.path("persistentVolumeClaim").path("claimName"));
            require(manifest, "ConfigMap", volume.path("configMap").path("name"));
            require(manifest, "Secret", volume.path("secret").path("secretName"));
        }
        for (JsonNode claim : manifest.spec().path("volumeClaimTemplates")) {
            volumes.add(claim.path("metadata").path("name").asText());
        }
        require(manifest, "ServiceAccount", template.path("spec").path("serviceAccountName"));
        for (JsonNode container : manifest.containers()) {
            container(manifest, container, volumes);
        }
    }

    private void container(Manifest manifest, JsonNode container, Set<String> volumes) {
        for (JsonNode mount : container.path("volumeMounts")) {
            if (!volumes.contains(mount.path("name").asText())) {
                fault(manifest, "there is no volume %s".formatted(mount.path("name").asText()));
            }
        }
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            JsonNode found = container.path(probe);
            if (!found.isMissingNode()) {
                JsonNode port =
                        found.has("httpGet")
                                ? found.path("httpGet").path("port")
                                : found.path("tcpSocket").path("port");
                requirePort(manifest, manifest, port);
            }
        }
        for (JsonNode source : container.path("envFrom")) {
            require(manifest, "ConfigMap", source.path("configMapRef").path("name"));
            require(manifest, "Secret", source.path("secretRef").path("name"));
        }
        for (JsonNode variable : container.path("env")) {
            JsonNode from = variable.path("valueFrom");
            require(manifest, "Secret", from.path("secretKeyRef").path("name"));
            require(manifest, "ConfigMap", from.path("configMapKeyRef").path("name"));
        }
        if (container.path("resources").path("requests").path("cpu").isMissingNode()
                || container.path("resources").path("limits").path("memory").isMissingNode()) {
            fault(manifest, "a container needs a request of CPU and a limit of memory");
        }
    }

    private void require(Manifest by, String kind, JsonNode name) {
        boolean missing =
                !name.isMissingNode()
                        && !(kind.equals("Secret") && secretsOfOthers.contains(name.asText()))
                        && manifests.stream()
                                .noneMatch(
                                        manifest ->
                                                manifest.is(kind)
                                                        && manifest.name().equals(name.asText()));
        if (missing) {
            fault(by, "there is no %s %s".formatted(kind, name.asText()));
        }
    }
}
