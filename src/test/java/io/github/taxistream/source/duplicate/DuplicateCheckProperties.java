package io.github.taxistream.source.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.support.Trips;
import io.github.taxistream.trip.EntryIdentity;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against a map that forgets nothing; and what is kept is the same whenever it is written. */
class DuplicateCheckProperties {

    private static final long HORIZON = 1_000;
    private static final BigInteger SEQUENCE =
            new BigInteger("49680564537722139788929207662067157932037076237483507714");

    @Property(tries = 100)
    void tripsWithinTheHorizonAreFoundThroughAnySavepoints(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 400) int ids,
            @ForAll @IntRange(min = 1, max = 200) int steps) {
        Random random = new Random(seed);
        DuplicateCheck check = restored(List.of());
        Map<Integer, Long> lastArrivals = new HashMap<>();
        Map<Integer, Integer> first = new HashMap<>();
        long now = 0;
        for (int i = 0; i < steps * 5; i++) {
            // Arrivals of a shard may step back a little.
            now = Math.max(0, now + random.nextInt(20) - 3);
            int id = random.nextInt(ids);
            boolean isSentAgain =
                    lastArrivals.containsKey(id) && now - lastArrivals.get(id) < HORIZON;
            if (!isSentAgain) {
                first.put(id, i);
            }
            TripEnvelope checked = check.check(trip(id, now), "shard", "trips", place(i));

            assertThat(checked.isTrip()).isEqualTo(!isSentAgain);
            if (isSentAgain) {
                assertThat(checked.rejection().reason()).isEqualTo(RejectReason.DUPLICATE);
                assertThat(checked.rejection().detail())
                        .isEqualTo("sent again: the same came first as " + place(first.get(id)));
            }
            lastArrivals.merge(id, now, Math::max);
            if (!isSentAgain) {
                lastArrivals.put(id, now);
            }
            if (random.nextInt(50) == 0) {
                check = restored(check.snapshot());
            }
        }
        assertThat(check.size()).isLessThanOrEqualTo(ids);
    }

    @Property(tries = 20)
    void stateIsBoundedByTheHorizon(@ForAll @IntRange(min = 1, max = 50) int tripsAtOnce) {
        DuplicateCheck check = restored(List.of());
        for (int i = 0; i < 20_000; i++) {
            check.check(trip(i, (long) i / tripsAtOnce * 100), "shard", "trips", place(i));
        }
        assertThat(check.size()).isLessThanOrEqualTo(21 * tripsAtOnce);
        int bytes = check.snapshot().stream().mapToInt(state -> state.length).sum();
        assertThat(bytes).isLessThan(100 + 64 * 21 * tripsAtOnce);
    }

    @Property(tries = 1)
    void idThatComesWithOtherBytesIsRejectedWithADetail() {
        DuplicateCheck check = restored(List.of());
        check.check(trip(1, 0), "shard", "trips", place(1));

        TripEnvelope other =
                TripEnvelope.of(
                        Trips.tripAt(1, "10:00"),
                        0,
                        new EntryIdentity(1, 1, 99, new byte[] {7}, 0, 1));
        TripEnvelope checked = check.check(other, "shard", "trips", place(2));

        assertThat(checked.rejection().detail())
                .isEqualTo("sent again: the same id, with other bytes, came first as " + place(1));
        assertThat(checked.payload()).contains(new byte[] {7});
    }

    @Property(tries = 1)
    void ofTwoStatesOfAShardTheLaterCounts() {
        DuplicateCheck check = restored(List.of());
        check.check(trip(1, 0), "shard", "trips", place(1));
        List<byte[]> states = new ArrayList<>(check.snapshot());
        check.check(trip(2, 0), "shard", "trips", place(2));
        states.addAll(0, check.snapshot());

        assertThat(restored(states).check(trip(2, 1), "shard", "trips", place(3)).isTrip())
                .isFalse();
    }

    private static DuplicateCheck restored(List<byte[]> states) {
        DuplicateCheck check = new DuplicateCheck(Duration.ofMillis(HORIZON));
        check.restore(states);
        check.add(check.ofShard("shard"));
        check.allShardsAdded();
        return check;
    }

    private static EntryPlace place(int number) {
        return new EntryPlace(
                "shard", SEQUENCE.add(BigInteger.valueOf(number)).toString(), number % 3);
    }

    /** Hashes with few bits, so that some collide in the table. */
    private static TripEnvelope trip(int id, long arrivalMillis) {
        return TripEnvelope.of(
                Trips.tripAt(1, "10:00"),
                arrivalMillis,
                new EntryIdentity(id, id % 7 == 0 ? 3 : id, id, new byte[0], 0, 0));
    }
}
