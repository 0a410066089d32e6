package io.github.taxistream.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.EntryIdentity;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.TripEnvelope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryIdentitiesTest {

    private static final String TRIP =
            "{\"pickup_datetime\":\"2024-01-31 10:00:00\",\"PULocationID\":4,\"id\":\"a\"}";

    private static final long ARRIVAL = Instant.parse("2024-02-01T00:00:00Z").toEpochMilli();

    @Test
    void entryIsKnownByItsBytesHoweverItIsPacked() {
        EntryIdentity plain = identities(Optional.empty(), TRIP).get(0);

        assertThat(identities(Optional.empty(), TRIP + "\n"))
                .singleElement()
                .satisfies(same -> assertSame(same, plain));
        assertThat(identities(Optional.empty(), "[ " + TRIP + " , " + TRIP + "]"))
                .hasSize(2)
                .allSatisfy(same -> assertSame(same, plain));
        assertThat(new String(plain.bytes(), StandardCharsets.UTF_8)).isEqualTo(TRIP);
    }

    @Test
    void otherBytesAreAnotherEntry() {
        EntryIdentity plain = identities(Optional.empty(), TRIP).get(0);
        EntryIdentity other = identities(Optional.empty(), TRIP.replace(":4", ":5")).get(0);

        assertThat(other.high()).isNotEqualTo(plain.high());
        assertThat(other.low()).isNotEqualTo(plain.low());
        assertThat(other.content()).isNotEqualTo(plain.content());
    }

    @Test
    void idDecidesWhereThereIsOne() {
        Optional<String> id = Optional.of("id");
        EntryIdentity plain = identities(id, TRIP).get(0);
        EntryIdentity sameId = identities(id, TRIP.replace(":4", ":5")).get(0);
        EntryIdentity otherId = identities(id, TRIP.replace("\"a\"", "\"b\"")).get(0);

        assertThat(sameId.low()).isEqualTo(plain.low());
        assertThat(sameId.content()).isNotEqualTo(plain.content());
        assertThat(otherId.low()).isNotEqualTo(plain.low());
    }

    @Test
    void idIsFoundInAnySpellingAndTheLastOneCounts() {
        EntryIdentity plain = identities(Optional.of("ID"), TRIP).get(0);
        String twice = TRIP.replace("\"id\":\"a\"", "\"id\":\"b\",\"id\":\"a\"");

        assertThat(identities(Optional.of("id"), TRIP).get(0).low()).isEqualTo(plain.low());
        assertThat(identities(Optional.of("id"), twice).get(0).low()).isEqualTo(plain.low());
    }

    @Test
    void memberThatIsAddedUpMayBeTheId() {
        Optional<String> zone = Optional.of("PULocationID");
        EntryIdentity plain = identities(zone, TRIP).get(0);

        assertThat(identities(zone, TRIP.replace("\"a\"", "\"b\"")).get(0).low())
                .isEqualTo(plain.low());
        assertThat(identities(zone, TRIP.replace(":4", ":5")).get(0).low())
                .isNotEqualTo(plain.low());
    }

    @Test
    void withoutTheIdTheBytesDecide() {
        String without = TRIP.replace("\"id\":\"a\"", "\"id\":null");
        Optional<String> id = Optional.of("id");

        assertSame(identities(id, without).get(0), identities(Optional.empty(), without).get(0));
        assertThat(identities(id, without.replace(":4", ":5")).get(0).low())
                .isNotEqualTo(identities(id, without).get(0).low());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7INF\"", "\"INF\"", "\"nano\"", "\"In\"", "7", "true"})
    void anIdThatOnlyLooksLikeNothingIsOne(String id) {
        String trip = TRIP.replace("\"a\"", id);
        assertThat(identities(Optional.of("id"), trip.replace(":4", ":5")).get(0).low())
                .isEqualTo(identities(Optional.of("id"), trip).get(0).low());
    }

    /** Else all trips without an id would be one trip that was sent again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\" \"",
                "NaN",
                "-Infinity",
                "\"NaN\"",
                "\"None\"",
                "\"\\\\N\""
            })
    void anIdThatSaysNothingIsNone(String nothing) {
        String without = TRIP.replace("\"id\":\"a\"", "\"id\":" + nothing);
        Optional<String> id = Optional.of("id");

        assertSame(identities(id, without).get(0), identities(Optional.empty(), without).get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"lpep_pickup_datetime\":null", "\"lpep_pickup_datetime\":\"NaT\""})
    void nothingUnderAnotherNameIsNotTheId(String nothing) {
        Optional<String> id = Optional.of("pickup_datetime");
        String with = TRIP.replace("}", "," + nothing + "}");

        assertThat(identities(id, with).get(0).low()).isEqualTo(identities(id, TRIP).get(0).low());
    }

    @Test
    void nobodyPaysForWhatNobodyAsks() {
        byte[] record = TRIP.getBytes(StandardCharsets.UTF_8);
        TripParser parser = new TripParser(Duration.ofHours(1));

        assertThat(parser.parse(record, ARRIVAL, "trips", "shard", "1").identity()).isEmpty();
    }

    private static void assertSame(EntryIdentity identity, EntryIdentity other) {
        assertThat(identity.high()).isEqualTo(other.high());
        assertThat(identity.low()).isEqualTo(other.low());
        assertThat(identity.content()).isEqualTo(other.content());
    }

    private static List<EntryIdentity> identities(Optional<String> id, String record) {
        return TripParser.identifying(Duration.ofHours(1), Instants.REJECT, id)
                .parse(record.getBytes(StandardCharsets.UTF_8), ARRIVAL, "trips", "shard", "1")
                .entries()
                .stream()
                .map(TripEnvelope::identity)
                .map(Optional::orElseThrow)
                .collect(Collectors.toList());
    }
}
