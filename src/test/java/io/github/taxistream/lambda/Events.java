package io.github.taxistream.lambda;

import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events as Lambda sends them to a function, in JSON, and read as its Java runtime reads them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html">Tumbling
 *     windows</a>
 */
final class Events {

    static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/trips";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode event = JSON.createObjectNode();
    private final ArrayNode records = event.putArray("Records");
    private final String shardId;

    private Events(String shardId) {
        this.shardId = shardId;
    }

    /** An event of a shard, without a window. */
    static Events of(String shardId) {
        return new Events(shardId);
    }

    /** The same of a window of 15 minutes that begins then, with this state so far. */
    Events inWindow(Instant start, Map<String, String> state) {
        event.putObject("window")
                .put("start", start.toString())
                .put("end", start.plusSeconds(900).toString());
        event.set("state", JSON.valueToTree(state));
        event.put("shardId", shardId)
                .put("eventSourceARN", STREAM)
                .put("isFinalInvokeForWindow", false)
                .put("isWindowTerminatedEarly", false);
        return this;
    }

    Events isFinal() {
        event.put("isFinalInvokeForWindow", true);
        return this;
    }

    Events isTerminatedEarly() {
        event.put("isWindowTerminatedEarly", true);
        return this;
    }

    Events with(List<Arrival> arrivals) {
        arrivals.forEach(this::with);
        return this;
    }

    Events with(Arrival arrival) {
        ObjectNode record = records.addObject();
        record.putObject("kinesis")
                .put("kinesisSchemaVersion", "1.0")
                .put("partitionKey", "1")
                .put("sequenceNumber", arrival.sequenceNumber())
                .put("data", arrival.data().array())
                .put(
                        "approximateArrivalTimestamp",
                        BigDecimal.valueOf(arrival.at().toEpochMilli(), 3));
        record.put("eventSource", "aws:kinesis")
                .put("eventVersion", "1.0")
                .put("eventID", shardId + ":" + arrival.sequenceNumber())
                .put("eventName", "aws:kinesis:record")
                .put("invokeIdentityArn", "arn:aws:iam::123456789012:role/lambda-kinesis-role")
                .put("awsRegion", "eu-west-1")
                .put("eventSourceARN", STREAM);
        return this;
    }

    String json() {
        return event.toString();
    }

    /** As the function gets it. */
    KinesisTimeWindowEvent read() {
        PojoSerializer<KinesisTimeWindowEvent> serializer =
                LambdaEventSerializers.serializerFor(
                        KinesisTimeWindowEvent.class, Events.class.getClassLoader());
        return serializer.fromJson(
                new ByteArrayInputStream(json().getBytes(StandardCharsets.UTF_8)));
    }

    /** A function's response as Lambda gets it. */
    static JsonNode written(TimeWindowEventResponse response) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JacksonFactory.getInstance()
                .getSerializer(TimeWindowEventResponse.class)
                .toJson(response, out);
        try {
            return JSON.readTree(out.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("the response is no JSON", e);
        }
    }

    /** The state in a response. */
    static Map<String, String> state(JsonNode response) {
        Map<String, String> state = new TreeMap<>();
        response.get("state")
                .properties()
                .forEach(field -> state.put(field.getKey(), field.getValue().asText()));
        return state;
    }
}
