package io.github.taxistream;

import static io.github.taxistream.support.Trips.at;
import static io.github.taxistream.support.Trips.recordOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.support.AnyTrips;
import io.github.taxistream.support.Collected;
import io.github.taxistream.support.PlayedShards;
import io.github.taxistream.support.SharedFlink;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * The promise of the whole: whatever the order, the shards, the parallelism and the watermarks, the
 * rows sum up to a plain group-by, and what is not in them is rejected.
 */
class WorkflowProperties {

    private static final long FIRST_HOUR = at("08:00");
    private static final int HOURS = 5;

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void recordsAreTheTripsOfTheRowsAndTheRejected(
            @ForAll("trips") List<Trip> trips,
            @ForAll("broken") List<String> broken,
            @ForAll @IntRange(min = 1, max = 8) int shardCount,
            @ForAll @IntRange(min = 1, max = 4) int parallelism,
            @ForAll @IntRange(max = 30) int watermarks,
            @ForAll long seed)
            throws Exception {
        PlayedShards shards = played(trips, broken, shardCount, watermarks, new Random(seed));
        Collected<ZoneHour> rows = new Collected<>();
        Collected<TripEnvelope> rejected = new Collected<>();
        StreamExecutionEnvironment env = SharedFlink.environment(parallelism);
        Workflow.define(
                shards.in(env),
                Duration.ofHours(3),
                Outputs.of(rows, rejected, new DiscardingSink<>()));

        SharedFlink.run(env);

        assertThat(AnyTrips.sums(rows.values())).isEqualTo(AnyTrips.groupBy(trips));
        assertThat(rejected.values())
                .extracting(it -> new String(it.payload().orElseThrow(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrderElementsOf(broken);
    }

    private static PlayedShards played(
            List<Trip> trips, List<String> broken, int shardCount, int watermarks, Random random) {
        List<byte[]> records = new ArrayList<>();
        trips.forEach(trip -> records.add(recordOf(trip)));
        broken.forEach(text -> records.add(text.getBytes(StandardCharsets.UTF_8)));
        records.addAll(Collections.nCopies(watermarks, new byte[0]));
        Collections.shuffle(records, random);
        PlayedShards shards = new PlayedShards();
        for (byte[] record : records) {
            int shard = random.nextInt(shardCount);
            if (record.length > 0) {
                shards.record(shard, record);
            } else {
                shards.watermark(shard, FIRST_HOUR + random.nextInt(HOURS * 3_600_000));
            }
        }
        return shards;
    }

    /** What a record can say: whole seconds, no negative duration. */
    @Provide
    Arbitrary<List<Trip>> trips() {
        return AnyTrips.crowdedTrips(FIRST_HOUR, HOURS)
                .map(WorkflowProperties::inWholeSeconds)
                .list()
                .ofMaxSize(400);
    }

    private static Trip inWholeSeconds(Trip trip) {
        return new Trip(
                trip.zoneId(),
                trip.pickupMillis() / 1000 * 1000,
                trip.get(Measure.PASSENGERS),
                trip.get(Measure.DURATION),
                trip.get(Measure.DISTANCE),
                trip.get(Measure.FARE),
                trip.get(Measure.TIP),
                trip.get(Measure.TOLLS),
                trip.get(Measure.TOTAL) % 100_000_000_000L);
    }

    @Provide
    Arbitrary<List<String>> broken() {
        String trip = "{\"pickup_datetime\":\"2024-01-31 10:15:00\",\"PULocationID\":";
        return Arbitraries.of(
                        "x",
                        "{",
                        "[]",
                        "{}",
                        "\uFEFF",
                        "{\"pickup_datetime\":\"1\"}",
                        trip + "0}",
                        trip + "null}",
                        trip + "4}}",
                        trip + "NaN}",
                        trip + "4,\"pickup_datetime\":\"2222-01-01 00:00:00\"}")
                .list()
                .ofMaxSize(30);
    }
}
