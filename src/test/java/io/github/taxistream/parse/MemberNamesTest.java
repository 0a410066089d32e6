package io.github.taxistream.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.TripEnvelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MemberNamesTest {

    private static final Duration TOLERANCE = Duration.ofHours(1);

    @Test
    void recordIsReadTheSameWhateverMembersTheOnesBeforeItHad() {
        TripParser used = new TripParser(TOLERANCE);
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            byte[] record = anyRecord(random);

            assertThat(parse(used, record))
                    .usingRecursiveComparison()
                    .isEqualTo(parse(new TripParser(TOLERANCE), record));
        }
    }

    /** Some of more members than are remembered, in the usual order or in any. */
    private static byte[] anyRecord(Random random) {
        List<String> members =
                new ArrayList<>(
                        List.of(
                                "'lpep_pickup_datetime':'2024-01-31 10:15:00'",
                                "'LPEP_dropoff_datetime':'2024-01-31 10:20:00'",
                                "'PULocationID':" + (1 + random.nextInt(265)),
                                "'passenger_count':" + random.nextInt(9),
                                "'trip_distance':" + random.nextInt(99) + ".5",
                                "'Fare_Amount':" + random.nextInt(99) + ".25",
                                "'total_amount':-" + random.nextInt(99)));
        int unknown = random.nextInt(10) == 0 ? 80 : random.nextInt(4);
        for (int i = 0; i < unknown; i++) {
            members.add("'unknown_" + random.nextInt(100) + "':null");
        }
        if (random.nextBoolean()) {
            Collections.shuffle(members, random);
        }
        return Parsing.bytes(
                members.stream()
                        .filter(member -> random.nextInt(8) > 0)
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static TripEnvelope parse(TripParser parser, byte[] record) {
        return parser.parse(record, Parsing.ARRIVAL, "trips", "shard-1", "42");
    }
}
