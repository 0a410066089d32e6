package io.github.taxistream.parse;

import static io.github.taxistream.support.Trips.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.Trip;
import io.github.taxistream.trip.TripEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How the parser's tests speak of records: JSON in single quotes, arrived at noon in New York. */
final class Parsing {

    /** Noon in New York. */
    static final long ARRIVAL = at("17:00");

    /** A record that is a trip, less its last brace. */
    static final String TRIP = "{'pickup_datetime':'2024-01-31 10:15:00','PULocationID':4";

    private static final TripParser PARSER = new TripParser(Duration.ofHours(1));

    private Parsing() {}

    static byte[] bytes(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static TripEnvelope parse(byte[] record) {
        return PARSER.parse(record, ARRIVAL, "trips", "shard-1", "42");
    }

    static TripEnvelope parse(String singleQuoted) {
        return parse(bytes(singleQuoted));
    }

    static Trip trip(String singleQuoted) {
        return parse(singleQuoted).trip();
    }

    static RejectReason rejectReason(String singleQuoted) {
        return rejectReason(bytes(singleQuoted));
    }

    /** Why the record is rejected, which must carry where it stood, its bytes, and a sentence. */
    static RejectReason rejectReason(byte[] record) {
        TripEnvelope envelope = parse(record);
        assertThat(envelope.isTrip()).as("is a trip").isFalse();
        assertThat(envelope.payload()).containsSame(record);
        assertThat(envelope.arrivalMillis()).isEqualTo(ARRIVAL);
        assertThat(envelope.rejection().stream()).isEqualTo("trips");
        assertThat(envelope.rejection().shardId()).isEqualTo("shard-1");
        assertThat(envelope.rejection().sequenceNumber()).isEqualTo("42");
        assertThat(envelope.rejection().detail())
                .isNotBlank()
                .doesNotContain("\n", "\r")
                .hasSizeLessThanOrEqualTo(201);
        return envelope.rejection().reason();
    }
}
