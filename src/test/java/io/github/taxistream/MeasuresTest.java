package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.ManifestFile;
import io.github.taxistream.ledger.manifest.Origin;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.parse.TripParser;
import io.github.taxistream.serialization.ZoneHourSerializer;
import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.Pane;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHour;
import io.github.taxistream.trip.ZoneHourKey;
import io.github.taxistream.trip.ZoneHourTotals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every measure of the list is read, added up, kept, and told of: a new one needs no more than its
 * line. {@code ZoneHourParquetSinkTest} has the columns of the output, as a reader sees them.
 */
class MeasuresTest {

    /** Each measure another value, so that none can be taken for another. */
    private static final long[] VALUES =
            LongStream.range(0, Measure.COUNT - 1).map(i -> 7 + i * 1_000).toArray();

    /** Late enough for any pickup of the day. */
    private static final long ARRIVAL = Trips.at("23:59");

    private final Trip trip = new Trip(4, Trips.at("10:15"), VALUES);

    @Test
    void everyMeasureIsReadFromARecord() {
        TripParser parser = new TripParser(Duration.ofHours(1));

        Trip parsed = parser.parse(Trips.recordOf(trip), ARRIVAL, "trips", "shard", "1").trip();

        assertThat(ZoneHourTotals.of(parsed)).isEqualTo(ZoneHourTotals.of(trip));
    }

    @Test
    void everyMeasureIsAddedUp() {
        ZoneHourTotals twice = ZoneHourTotals.of(trip).plus(ZoneHourTotals.of(trip));
        long[] row = new long[Measure.COUNT];
        trip.addTo(row, 0);
        trip.addTo(row, 0);

        for (Measure measure : Measure.ALL) {
            assertThat(twice.get(measure)).as(measure.column()).isEqualTo(2 * trip.get(measure));
        }
        assertThat(ZoneHourTotals.at(row, 0)).isEqualTo(twice);
    }

    @Test
    void everyMeasureIsKeptInTheStateOfTheWindows() throws Exception {
        ZoneHour row = new ZoneHour(ZoneHourKey.of(trip), ZoneHourTotals.of(trip), Pane.LATE);
        DataOutputSerializer out = new DataOutputSerializer(64);

        ZoneHourSerializer.INSTANCE.serialize(row, out);

        assertThat(
                        ZoneHourSerializer.INSTANCE.deserialize(
                                new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(row);
    }

    @Test
    void everyMeasureIsInTheManifestByItsUnscaledName(@TempDir Path folder) throws Exception {
        Tally tally = new Tally();
        tally.add(ZoneHourKey.of(trip), ZoneHourTotals.of(trip));
        Path file = folder.resolve("manifest.json");

        ManifestFile.write(
                file,
                new Manifest(
                        new Origin("trips", "trips", "", Duration.ofHours(1), Instants.REJECT),
                        "",
                        "",
                        true,
                        1,
                        List.of(),
                        0,
                        tally));

        JsonNode zoneHour = new ObjectMapper().readTree(file.toFile()).path("zone_hours").get(0);
        for (Measure measure : Measure.ALL) {
            assertThat(zoneHour.path(measure.unscaledName()).longValue())
                    .as(measure.unscaledName())
                    .isEqualTo(trip.get(measure));
        }
        assertThat(ManifestFile.read(file).tally().sums().totals())
                .isEqualTo(tally.sums().totals());
    }

    @Test
    void measureLeftOutOfATripIsZero() {
        assertThat(new Trip(4, 0).get(Measure.TRIPS)).isEqualTo(1);
        assertThat(new Trip(4, 0, 2).get(Measure.PASSENGERS)).isEqualTo(2);
        assertThat(new Trip(4, 0, 2).get(Measure.TOTAL)).isZero();
    }
}
