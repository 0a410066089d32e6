package io.github.taxistream.lambda;

import static io.github.taxistream.lambda.Events.state;
import static io.github.taxistream.support.Gzip.gzip;
import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.local.AggregatedRecord;
import io.github.taxistream.trip.Measure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The function as Lambda invokes it, with events in the form that AWS documents. */
class KinesisHandlerTest {

    /** Those that release 1.0 did not have; the trips here have 0 for them. */
    private static final String NEWER_MEASURES =
            Measure.ALL.stream()
                    .skip(Measure.COUNT_OF_RELEASE_1_0)
                    .map(measure -> ",\"" + measure.column() + "\":" + measure.decimal(0))
                    .collect(Collectors.joining());

    private static final String SHARD = "shardId-000000000006";
    private static final Instant WINDOW = Instant.parse("2024-01-31T15:15:00Z");
    private static final Map<String, String> NOTHING = Map.of();
    private static final byte[] BROKEN = "{\"PULocationID\":".getBytes(StandardCharsets.UTF_8);

    /** Entries in an aggregate so large that an invocation carries two of them, but not three. */
    private static final int MANY = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeptObjects store = new KeptObjects();
    private final Invocations invocation = new Invocations();
    private final KinesisHandler handler =
            new KinesisHandler(
                    LambdaSettings.of(Map.of("OUTPUT_PATH", "s3://bucket/lambda")), store);

    @Test
    void tripsAreCountedIntoTheWindowsStateAndWrittenByItsLastInvocation() {
        JsonNode first =
                invoke(inWindow(NOTHING).with(trip(101, 4, "10:05")).with(trip(102, 4, "10:50")));
        assertThat(first.get("batchItemFailures")).isEmpty();
        assertThat(first.get("state").get("2024-01-31T10 4").asText()).startsWith("2,0,80,58,");
        assertThat(store.keys()).isEmpty();

        JsonNode second = invoke(inWindow(state(first)).with(trip(103, 7, "09:59")));
        invoke(inWindow(state(second)).isFinal());

        assertThat(store.keys())
                .containsExactly(
                        "lambda/zone_hourly/arrival_date=2024-01-31/" + SHARD + "-101-0.jsonl");
        assertThat(store.lines("zone_hourly"))
                .containsExactly(
                        "{\"window_start\":\"2024-01-31T15:15:00Z\","
                                + "\"hour_start\":\"2024-01-31 09:00:00\",\"zone_id\":7,"
                                + "\"borough\":\"Queens\",\"zone\":\"Astoria\",\"trips\":1,"
                                + "\"passengers\":3,\"duration_seconds\":70,"
                                + "\"distance_miles\":0.32,\"fare_amount\":7.00,"
                                + "\"tip_amount\":0.07,\"tolls_amount\":0.00,"
                                + "\"total_amount\":7.07"
                                + NEWER_MEASURES
                                + "}",
                        "{\"window_start\":\"2024-01-31T15:15:00Z\","
                                + "\"hour_start\":\"2024-01-31 10:00:00\",\"zone_id\":4,"
                                + "\"borough\":\"Manhattan\",\"zone\":\"Alphabet City\",\"trips\":2,"
                                + "\"passengers\":0,\"duration_seconds\":80,"
                                + "\"distance_miles\":0.58,\"fare_amount\":8.00,"
                                + "\"tip_amount\":0.08,\"tolls_amount\":0.08,"
                                + "\"total_amount\":8.08"
                                + NEWER_MEASURES
                                + "}");
    }

    @Test
    void aggregatesGzipAndSeveralTripsInARecordAreReadAsTheJobReadsThem() throws IOException {
        byte[] aggregate =
                new AggregatedRecord()
                        .partitionKey("a")
                        .record(0, recordOf(tripAt(1, "10:00")))
                        .record(0, gzip(lines(recordOf(tripAt(2, "10:00")), BROKEN)))
                        .toBytes();

        JsonNode response =
                invoke(
                        inWindow(NOTHING)
                                .with(arrival(1, aggregate))
                                .with(
                                        arrival(
                                                2,
                                                lines(
                                                        recordOf(tripAt(3, "10:00")),
                                                        recordOf(tripAt(3, "10:01"))))));

        assertThat(state(response))
                .containsKeys("2024-01-31T10 1", "2024-01-31T10 2", "2024-01-31T10 3");
        assertThat(store.lines("rejected")).hasSize(1);
        assertThat(invocation.lines())
                .containsExactly(
                        "{\"shard\":\"shardId-000000000006\",\"window\":\"2024-01-31T15:15:00Z\","
                                + "\"records\":2,\"trips\":4,\"rejected\":1,\"rejected_not_json\":1,"
                                + "\"counted_before\":0}");
    }

    @Test
    void whatCannotBeReadIsWrittenAsTheJobWritesItByTheDayOnWhichItCame() {
        invoke(
                inWindow(NOTHING)
                        .with(trip(201, 4, "10:05"))
                        .with(arrival(202, BROKEN))
                        .with(
                                new Arrival(
                                        number(203),
                                        Instant.parse("2024-02-01T00:00:01Z"),
                                        ByteBuffer.wrap(BROKEN))));

        assertThat(store.keys())
                .containsExactly(
                        "lambda/rejected/arrival_date=2024-01-31/" + SHARD + "-202.jsonl",
                        "lambda/rejected/arrival_date=2024-02-01/" + SHARD + "-203.jsonl");
        assertThat(store.lines("2024-01-31"))
                .singleElement()
                .asString()
                .startsWith("{\"reason\":\"not_json\",\"detail\":\"")
                .endsWith(
                        "\"stream\":\"trips\",\"shard_id\":\"shardId-000000000006\","
                                + "\"sequence_number\":\"202\","
                                + "\"arrival_time\":\"2024-01-31T15:20:00.250Z\","
                                + "\"payload\":\"{\\\"PULocationID\\\":\"}");
    }

    @Test
    void aBatchThatFailsAfterItsWritesLeavesTheSameWhenItIsTriedAgain() {
        Map<String, String> before = state(invoke(inWindow(NOTHING).with(trip(1, 4, "10:05"))));
        List<Arrival> batch = List.of(trip(2, 4, "10:06"), arrival(3, BROKEN), trip(4, 4, "10:07"));
        store.failAfterWriting(1);

        assertThatIllegalStateException().isThrownBy(() -> invoke(inWindow(before).with(batch)));
        // Lambda has no new state of it, and tries its halves.
        Map<String, String> half = state(invoke(inWindow(before).with(batch.subList(0, 1))));
        JsonNode response = invoke(inWindow(half).with(batch.subList(1, 3)));
        store.failAfterWriting(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> invoke(inWindow(state(response)).isFinal()));
        invoke(inWindow(state(response)).isFinal());

        assertThat(store.lines("zone_hourly")).singleElement().asString().contains("\"trips\":3,");
        assertThat(store.lines("rejected")).hasSize(1);
    }

    @Test
    void recordsThatTheWindowHasCountedAreNotCountedAgain() {
        List<Arrival> batch = List.of(trip(1, 4, "10:05"), arrival(2, BROKEN));
        Map<String, String> counted = state(invoke(inWindow(NOTHING).with(batch)));

        JsonNode again = invoke(inWindow(counted).with(batch).with(trip(3, 4, "10:06")));

        assertThat(again.get("state").get("2024-01-31T10 4").asText()).startsWith("2,");
        assertThat(store.lines("rejected")).hasSize(1);
        assertThat(invocation.lines().get(1)).contains("\"records\":1", "\"counted_before\":2");
    }

    @Test
    void anInvocationThatRunsOutOfTimeLeavesTheRestOfItsBatch() {
        invocation.remaining(300_000, 20_000, 10_000);
        List<Arrival> batch =
                List.of(trip(11, 4, "10:05"), trip(12, 4, "10:06"), trip(13, 4, "10:07"));

        JsonNode response = invoke(inWindow(NOTHING).with(batch));

        assertThat(response.get("batchItemFailures").toString())
                .isEqualTo("[{\"itemIdentifier\":\"13\"}]");
        assertThat(response.get("state").get("2024-01-31T10 4").asText()).startsWith("2,");
        JsonNode rest = invoke(inWindow(state(response)).with(batch.subList(2, 3)));
        assertThat(rest.get("batchItemFailures")).isEmpty();
        assertThat(rest.get("state").get("2024-01-31T10 4").asText()).startsWith("3,");
    }

    @Test
    void aStateThatLambdaCouldNotCarryIsWrittenInPartsOfWhichNoneCountsTwice() throws IOException {
        Map<String, String> state = NOTHING;
        int written = 0;
        for (int i = 0; i < 4; i++) {
            Events event = inWindow(state).with(manyHours(i));
            state = state(invoke(event));
            assertThat(JSON.writeValueAsString(state).length())
                    .isLessThanOrEqualTo(WindowState.MOST_BYTES);
            if (store.keys().size() > written) {
                written = store.keys().size();
                // The response is lost, and Lambda invokes again from the same state.
                state = state(invoke(event));
            }
        }
        invoke(inWindow(state).isFinal());

        assertThat(written).isEqualTo(1);
        assertThat(store.keys()).hasSize(2);
        assertThat(store.lines("zone_hourly"))
                .hasSize(4 * MANY)
                .allMatch(line -> line.contains("\"trips\":1,"));
    }

    @Test
    void aBatchThatIsTooMuchForTheStateByItselfIsWrittenAtOnce() {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            record.writeBytes(manyHours(i).data().array());
            record.write('\n');
        }

        JsonNode response = invoke(inWindow(NOTHING).with(arrival(1, record.toByteArray())));
        JsonNode next = invoke(inWindow(state(response)).with(trip(2, 4, "10:05")));
        invoke(inWindow(state(next)).isFinal());

        assertThat(store.lines("zone_hourly")).hasSize(3 * MANY + 1);
    }

    @Test
    void aWindowThatLambdaEndsEarlyIsWrittenAndGoesOnUnderAnotherName() {
        JsonNode first = invoke(inWindow(NOTHING).with(trip(1, 4, "10:05")));
        invoke(inWindow(state(first)).isTerminatedEarly());
        JsonNode next = invoke(inWindow(NOTHING).with(trip(2, 4, "10:06")));
        invoke(inWindow(state(next)).isFinal());

        assertThat(store.keys()).hasSize(2);
        assertThat(store.lines("zone_hourly")).hasSize(2);
    }

    @Test
    void withoutAWindowEachBatchIsOne() {
        invoke(Events.of(SHARD).with(trip(1, 4, "10:05")).with(arrival(2, BROKEN)));

        assertThat(store.keys())
                .containsExactly(
                        "lambda/rejected/arrival_date=2024-01-31/" + SHARD + "-2.jsonl",
                        "lambda/zone_hourly/arrival_date=2024-01-31/" + SHARD + "-1-0.jsonl");
        assertThat(store.lines("rejected").get(0)).contains("\"stream\":\"trips\"");
    }

    @Test
    void aWindowWithoutTripsLeavesNothing() {
        JsonNode response = invoke(inWindow(NOTHING).isFinal());

        assertThat(response.has("state")).isTrue();
        assertThat(store.keys()).isEmpty();
    }

    private static Events inWindow(Map<String, String> state) {
        return Events.of(SHARD).inWindow(WINDOW, state);
    }

    private JsonNode invoke(Events event) {
        return Events.written(handler.handleRequest(event.read(), invocation));
    }

    private static Arrival trip(int number, int zone, String timeOfDay) {
        return arrival(number, recordOf(tripAt(zone, timeOfDay)));
    }

    private static Arrival arrival(int number, byte[] record) {
        return new Arrival(number(number), WINDOW.plusMillis(300_250), ByteBuffer.wrap(record));
    }

    private static String number(int number) {
        return String.valueOf(number);
    }

    /** A record of many trips, each of another hour and zone, none of them of another record. */
    private static Arrival manyHours(int record) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        Instant day = Instant.parse("2010-01-01T00:00:00Z").plusSeconds(record * 86_400L * 210);
        for (int i = 0; i < MANY; i++) {
            String hour = day.plusSeconds(i / 2 * 3_600L).toString().replace("Z", "");
            lines.writeBytes(
                    String.format(
                                    "{\"pickup_datetime\":\"%s\",\"PULocationID\":%d}%n",
                                    hour, 1 + i % 2)
                            .getBytes(StandardCharsets.UTF_8));
        }
        return arrival(1_000 + record, lines.toByteArray());
    }

    private static byte[] lines(byte[]... records) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] record : records) {
            lines.writeBytes(record);
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
