package io.github.taxistream.producer.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.Plague;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.producer.record.JsonFormat;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.trip.Measure;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.ZoneHourTotals;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GeneratedTripsTest {

    /** What is not a record's own fault: where it lies in the stream, and what came before. */
    private static final Set<RejectReason> OF_THE_STREAM =
            EnumSet.of(RejectReason.MISPLACED, RejectReason.DUPLICATE);

    private static final long MONDAY =
            Instant.parse("2024-01-08T00:00:00Z").getEpochSecond() / 3600;
    private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private static List<OutgoingRecord> generate(GeneratorSettings settings) {
        GeneratedTrips source = new GeneratedTrips(settings, JsonFormat.JSON);
        List<OutgoingRecord> records = new ArrayList<>();
        for (OutgoingRecord r = source.next(); r != null; r = source.next()) {
            records.add(r);
        }
        return records;
    }

    private static GeneratorSettings settings(int trips, int seed, int hours) {
        return new GeneratorSettings(trips, seed, MONDAY, hours, 0, 0, 0);
    }

    @Test
    void theSameSeedGivesTheSameBytesAnywhere() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        generate(new GeneratorSettings(5000, 1, MONDAY, 24, 20, 10, 10))
                .forEach(record -> digest.update(record.payload()));
        assertThat(HexFormat.of().formatHex(digest.digest())).startsWith("f9ff5c8eac3a32c9");
    }

    @Test
    void aPersonIsToldAboutHowManyRecordsThereWillBe() {
        GeneratorSettings settings = new GeneratorSettings(20_000, 1, MONDAY, 24, 50, 0, 0);
        long expected = new GeneratedTrips(settings, JsonFormat.JSON).expectedRecords();

        assertThat(generate(settings).size() / (double) expected).isBetween(0.99, 1.01);
    }

    @Test
    void anotherSeedGivesOthers() {
        assertThat(generate(settings(10, 1, 24)).get(0).payload())
                .isNotEqualTo(generate(settings(10, 2, 24)).get(0).payload());
    }

    @Property(tries = 50)
    void asManyAsWantedInTheOrderOfTheirDropoffs(
            @ForAll @IntRange(max = 3000) int trips,
            @ForAll @IntRange(min = 1, max = 200) int hours,
            @ForAll int seed) {
        List<OutgoingRecord> records = generate(settings(trips, seed, hours));
        assertThat(records).hasSize(trips);
        assertThat(records).extracting(OutgoingRecord::eventMillis).isSorted();
        assertThat(records)
                .allSatisfy(
                        record -> {
                            Trip trip = record.trip().orElseThrow();
                            assertThat(trip.hourStartMillis() / 3_600_000 - MONDAY)
                                    .isBetween(0L, hours - 1L);
                        });
    }

    @Test
    void looksLikeNewYork() {
        List<Trip> trips =
                generate(settings(100_000, 1, 7 * 24)).stream()
                        .map(record -> record.trip().orElseThrow())
                        .collect(Collectors.toList());
        Map<Integer, Long> byZone =
                trips.stream().collect(Collectors.groupingBy(Trip::zoneId, Collectors.counting()));
        assertThat(byZone.get(237)).isGreaterThan(50 * byZone.get(2));
        assertThat(byZone).hasSizeGreaterThan(250);
        // Tuesday: the morning's low, the evening's rush.
        assertThat(inHour(trips, 24 + 18)).isGreaterThan(8 * inHour(trips, 24 + 3));
        // The night to Sunday is busier than the night to Tuesday.
        assertThat(inHour(trips, 6 * 24 + 1)).isGreaterThan(2 * inHour(trips, 24 + 1));
        assertThat(trips.stream().mapToLong(trip -> trip.get(Measure.DISTANCE)).average().orElse(0))
                .isBetween(250.0, 450.0);
        assertThat(trips.stream().mapToLong(trip -> trip.get(Measure.DURATION)).average().orElse(0))
                .isBetween(700.0, 1400.0);
        assertThat(trips.stream().mapToLong(trip -> trip.get(Measure.TOTAL)).average().orElse(0))
                .isBetween(2000.0, 3200.0);
        assertThat(trips).anyMatch(trip -> trip.get(Measure.TOTAL) < 0);
    }

    private static long inHour(List<Trip> trips, int hour) {
        return trips.stream()
                .filter(trip -> trip.pickupMillis() / 3_600_000 == MONDAY + hour)
                .count();
    }

    @Test
    void everyKindOfBrokenRecordIsMixedInAndCounted() {
        Tally tally = new Tally();
        generate(new GeneratorSettings(10_000, 1, MONDAY, 24, 10, 0, 0))
                .forEach(
                        record ->
                                tally.add(
                                        record.payload(),
                                        record.trip().orElse(null),
                                        record.plague(),
                                        NOW));
        assertThat(tally.trips()).isEqualTo(10_000);
        assertThat(tally.rejected().counts().keySet())
                .containsExactlyInAnyOrder(
                        Arrays.stream(RejectReason.values())
                                .filter(reason -> !OF_THE_STREAM.contains(reason))
                                .map(RejectReason::id)
                                .toArray(String[]::new));
        assertThat(tally.records() - tally.trips()).isBetween(70L, 130L);
    }

    @Test
    void plaguesAreCounted() {
        Tally tally = new Tally();
        List<OutgoingRecord> records =
                generate(new GeneratorSettings(10_000, 1, MONDAY, 24, 0, 20, 10));
        records.forEach(
                record ->
                        tally.add(
                                record.payload(),
                                record.trip().orElse(null),
                                record.plague(),
                                NOW));
        assertThat(tally.trips()).isEqualTo(10_000);
        assertThat(tally.plagues().get(Plague.LATE)).isBetween(150L, 250L);
        assertThat(tally.plagues().get(Plague.BAD_CLOCK)).isBetween(70L, 130L);
        assertThat(records).extracting(OutgoingRecord::eventMillis).isSorted();
        assertThat(records)
                .filteredOn(record -> record.plague() == Plague.LATE)
                .allMatch(
                        record ->
                                record.eventMillis() - record.trip().orElseThrow().pickupMillis()
                                        > 70 * 60_000);
    }

    @Test
    void totalsAreThoseOfThePassengersAndCentsWritten() {
        Tally tally = new Tally();
        List<OutgoingRecord> records = generate(settings(1000, 1, 1));
        records.forEach(
                record ->
                        tally.add(
                                record.payload(),
                                record.trip().orElse(null),
                                record.plague(),
                                NOW));
        ZoneHourTotals sum =
                tally.sums().totals().values().stream()
                        .reduce(ZoneHourTotals.NONE, ZoneHourTotals::plus);
        assertThat(sum.trips()).isEqualTo(1000);
        assertThat(tally.sums().totals().keySet())
                .allMatch(key -> key.hourStartMillis() == MONDAY * 3_600_000);
    }
}
