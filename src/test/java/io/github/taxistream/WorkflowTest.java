package io.github.taxistream;

import static io.github.taxistream.support.Trips.at;
import static io.github.taxistream.support.Trips.recordOf;
import static io.github.taxistream.support.Trips.row;
import static io.github.taxistream.support.Trips.tripAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.support.Collected;
import io.github.taxistream.support.PlayedShards;
import io.github.taxistream.support.SharedFlink;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class WorkflowTest {

    private final Collected<ZoneHour> rows = new Collected<>();
    private final Collected<TripEnvelope> rejected = new Collected<>();

    @Test
    void tripsOfAllShardsAreOneRowOfTheirZoneAndHour() throws Exception {
        PlayedShards shards = new PlayedShards();
        for (int shard = 0; shard < 8; shard++) {
            shards.record(shard, recordOf(tripAt(4, "10:0" + shard)));
            shards.record(shard, recordOf(tripAt(5, "10:59:59")));
            shards.record(shard, recordOf(tripAt(4, "11:00")));
        }

        run(shards, 4);

        assertThat(rows.values())
                .containsExactlyInAnyOrder(
                        row(4, "10:00", 8, Pane.ON_TIME),
                        row(5, "10:00", 8, Pane.ON_TIME),
                        row(4, "11:00", 8, Pane.ON_TIME));
        assertThat(rejected.values()).isEmpty();
    }

    @Test
    void lateTripIsAddedByASecondRow() throws Exception {
        PlayedShards shards =
                new PlayedShards()
                        .record(0, recordOf(tripAt(4, "10:15")))
                        .watermark(0, at("11:00") - 1)
                        .record(0, recordOf(tripAt(4, "10:59:59")));

        run(shards, 1);

        assertThat(rows.values())
                .containsExactlyInAnyOrder(
                        row(4, "10:00", 1, Pane.ON_TIME), row(4, "10:00", 1, Pane.LATE));
    }

    @Test
    void hourStaysOpenWhileAnyShardIsBehind() throws Exception {
        PlayedShards shards =
                new PlayedShards()
                        .record(0, recordOf(tripAt(4, "10:15")))
                        .watermark(0, at("23:00"))
                        .record(1, recordOf(tripAt(4, "10:30")))
                        .watermark(1, at("10:59"))
                        .record(1, recordOf(tripAt(4, "10:45")));

        run(shards, 2);

        assertThat(rows.values()).containsExactly(row(4, "10:00", 3, Pane.ON_TIME));
    }

    @Test
    void recordsThatAreNoTripsAreRejectedAndNothingStops() throws Exception {
        byte[] garbage = {(byte) 0xC3, 0x28};
        PlayedShards shards =
                new PlayedShards()
                        .record(0, garbage)
                        .record(0, recordOf(tripAt(4, "10:15")))
                        .record(0, "{\"PULocationID\":4}".getBytes(StandardCharsets.UTF_8));

        run(shards, 1);

        assertThat(rows.values()).containsExactly(row(4, "10:00", 1, Pane.ON_TIME));
        assertThat(rejected.values())
                .extracting(envelope -> envelope.rejection().reason())
                .containsExactlyInAnyOrder(RejectReason.NOT_JSON, RejectReason.MISSING_PICKUP_TIME);
        assertThat(rejected.values())
                .anySatisfy(envelope -> assertThat(envelope.payload()).hasValue(garbage));
    }

    private void run(PlayedShards shards, int parallelism) throws Exception {
        StreamExecutionEnvironment env = SharedFlink.environment(parallelism);
        Workflow.define(
                shards.in(env),
                Duration.ofHours(3),
                Outputs.of(rows, rejected, new DiscardingSink<>()));
        SharedFlink.run(env);
    }
}
