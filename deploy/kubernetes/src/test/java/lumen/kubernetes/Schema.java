package lumen.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;
import io.kubernetes.client.util.ModelMapper;
import io.kubernetes.client.util.generic.dynamic.DynamicKubernetesObject;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an API server would refuse an object for: unknown or missing fields and wrong types.
 *
 * <p>Kinds of Kubernetes itself are checked by its client's models. The others, which operators
 * bring, have schemas in the test's resources that hold the fields lumen uses and no more.
 */
final class Schema {
    private static final Set<String> OF_OPERATORS =
            Set.of("ScaledObject", "ScaledJob", "ServiceMonitor", "PrometheusRule");

    private Schema() {}

    /** Everything that is wrong with an object. */
    static List<String> faults(Manifest manifest) {
        List<String> faults = new ArrayList<>();
        if (OF_OPERATORS.contains(manifest.kind())) {
            faults.addAll(ofOperator(manifest));
            manifest.podTemplate()
                    .ifPresent(template -> faults.addAll(model(V1PodTemplateSpec.class, template)));
        } else {
            faults.addAll(ofKubernetes(manifest));
        }
        return faults.stream().map(fault -> manifest + ": " + fault).toList();
    }

    private static List<String> ofKubernetes(Manifest manifest) {
        String[] groupAndVersion = manifest.apiVersion().split("/", -1);
        String group = groupAndVersion.length == 2 ? groupAndVersion[0] : "";
        String version = groupAndVersion[groupAndVersion.length - 1];
        Class<?> type = ModelMapper.getApiTypeClass(group, version, manifest.kind());
        return type == null || DynamicKubernetesObject.class.isAssignableFrom(type)
                ? List.of("there is no " + manifest.apiVersion() + " " + manifest.kind())
                : model(type, manifest.json());
    }

    private static List<String> model(Class<?> type, JsonNode json) {
        JsonElement element = JsonParser.parseString(json.toString());
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, element);
            JSON.deserialize(json.toString(), type);
            return List.of();
        } catch (InvocationTargetException e) {
            return List.of(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> ofOperator(Manifest manifest) {
        InputStream file = Schema.class.getResourceAsStream(manifest.kind() + ".json");
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(file);
        return schema.validate(manifest.json()).stream().map(Object::toString).toList();
    }
}
