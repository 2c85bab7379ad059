package lumen.inference.openinference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lumen.inference.openinference.TensorRequest.WantedOutput;
import lumen.inference.scoring.Scored;

/**
 * The answer to an inference request.
 *
 * @param body JSON, and behind it the outputs that were wanted as bytes
 * @param jsonLength how much of the body is JSON
 */
record TensorAnswer(byte[] body, int jsonLength) {
    /** Writes down what was asked for. */
    static TensorAnswer of(String model, TensorRequest request, Scored scored, ObjectMapper json)
            throws IOException {
        ObjectNode answer =
                json.createObjectNode()
                        .put("model_name", model)
                        .put("model_version", scored.model().version());
        if (request.id() != null) {
            answer.put("id", request.id());
        }
        ArrayNode outputs = answer.putArray("outputs");
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        for (WantedOutput wanted : request.outputs()) {
            float[][] rows = wanted.output().of(scored);
            ObjectNode output =
                    outputs.addObject()
                            .put("name", wanted.output().tensorName())
                            .put("datatype", "FP32");
            output.putArray("shape").add(rows.length).add(rows[0].length);
            if (wanted.binary()) {
                byte[] bytes = littleEndian(rows);
                output.putObject("parameters").put("binary_data_size", bytes.length);
                binary.write(bytes);
            } else {
                ArrayNode data = output.putArray("data");
                for (float[] row : rows) {
                    for (float value : row) {
                        data.add(value);
                    }
                }
            }
        }
        byte[] text = json.writeValueAsBytes(answer);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(text);
        binary.writeTo(body);
        return new TensorAnswer(body.toByteArray(), text.length);
    }

    private static byte[] littleEndian(float[][] rows) {
        ByteBuffer bytes =
                ByteBuffer.allocate(rows.length * rows[0].length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            for (float value : row) {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }
}
