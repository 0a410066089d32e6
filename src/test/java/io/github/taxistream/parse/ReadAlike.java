package io.github.taxistream.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.reading.PlainEntry;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import io.github.taxistream.trip.ZoneHourTotals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Compares what the job makes of a record with what the ledger expects. */
final class ReadAlike {

    private static final Duration TOLERANCE = Duration.ofHours(1);
    private static final long ARRIVAL = Trips.at("17:00");

    private ReadAlike() {}

    static void assertReadAlike(byte[] record, Instants instants) {
        TripParser parser = new TripParser(TOLERANCE, instants);
        List<String> byTheJob =
                parser.parse(record, ARRIVAL, "", "", "").entries().stream()
                        .map(ReadAlike::text)
                        .collect(Collectors.toList());
        List<String> byTheLedger =
                new PlainReading(TOLERANCE, instants)
                        .entries(record, ARRIVAL).stream()
                                .map(ReadAlike::text)
                                .collect(Collectors.toList());
        assertThat(byTheLedger)
                .as("%s: %s", instants, new String(record, StandardCharsets.UTF_8))
                .isEqualTo(byTheJob);
    }

    private static String text(TripEnvelope entry) {
        return entry.isTrip()
                ? text(entry.trip())
                : entry.rejection().reason().id() + " " + trimmed(entry.payload().orElseThrow());
    }

    private static String text(PlainEntry entry) {
        return entry.trip()
                .map(ReadAlike::text)
                .orElseGet(() -> entry.reason().id() + " " + trimmed(entry.payload()));
    }

    private static String text(Trip trip) {
        return trip + " " + ZoneHourTotals.of(trip);
    }

    /** Whitespace around an entry does not tell it from another. */
    private static String trimmed(byte[] payload) {
        String text = new String(payload, StandardCharsets.ISO_8859_1).strip();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
