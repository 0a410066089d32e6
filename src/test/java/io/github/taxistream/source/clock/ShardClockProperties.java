package io.github.taxistream.source.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ShardClockProperties {

    private static final Duration MAX_JUMP = Duration.ofHours(6);
    private static final long START = 1_706_659_200_000L;
    private static final long FAR = Duration.ofDays(300).toMillis();

    /**
     * A minute of pickups: the trips of a shard, with {@link #FAR} added to those of bad clocks.
     */
    private static long pickup(int index, boolean bad) {
        return START + index * 1_000L + (bad ? FAR + index : 0);
    }

    @Property
    void badClocksNeverMoveItWhileTheyNeverLeadByMoreThanTheConfirmations(
            @ForAll("badClocks") List<Boolean> isBad,
            @ForAll @IntRange(max = 9) int confirmations) {
        Assume.that(mostBadInTheWarmUp(isBad, confirmations) <= confirmations / 2);
        Assume.that(largestLead(isBad) <= confirmations);

        ShardClock clock = clockAfter(isBad, confirmations);

        assertThat(clock.trustedMaximum()).isLessThan(START + FAR);
    }

    @Property
    void fewerThanHalfInAnyOrderAreFewEnoughIfEachIsFollowedByAGoodOne(
            @ForAll("badClocks") List<Boolean> mayBeBad,
            @ForAll @IntRange(min = 2, max = 9) int confirmations) {
        List<Boolean> isBad = new ArrayList<>();
        for (boolean bad : mayBeBad) {
            isBad.add(false);
            isBad.add(bad);
        }
        isBad.addAll(0, Collections.nCopies(confirmations + 1, false));

        assertThat(clockAfter(isBad, confirmations).trustedMaximum())
                .isEqualTo(pickup(isBad.lastIndexOf(false), false));
    }

    @Property
    void streamThatMovesOnIsFollowedAfterTheConfirmations(
            @ForAll @IntRange(min = 1, max = 200) int before,
            @ForAll @IntRange(max = 40) int confirmations,
            @ForAll @IntRange(min = 1, max = 40) int furtherTrips) {
        ShardClock clock = new ShardClock(MAX_JUMP, confirmations);
        for (int i = 0; i < before + confirmations; i++) {
            clock.observe(pickup(i, false));
        }
        long lastBefore = clock.trustedMaximum();

        clock.observe(START + FAR);
        for (int i = 0; i < furtherTrips; i++) {
            boolean isConfirmed = i >= confirmations;
            assertThat(clock.trustedMaximum() > lastBefore).isEqualTo(isConfirmed);
            clock.observe(START + FAR + i);
        }
    }

    @Property
    void neverGoesBackNorAheadOfWhatCame(
            @ForAll List<@IntRange(max = 2_000_000) Integer> minutes,
            @ForAll @IntRange(max = 5) int confirmations) {
        ShardClock clock = new ShardClock(MAX_JUMP, confirmations);
        long last = ShardClock.UNKNOWN;
        long largest = ShardClock.UNKNOWN;
        for (int minute : minutes) {
            long pickup = START + minute * 60_000L;
            largest = Math.max(largest, pickup);
            clock.observe(pickup);
            assertThat(clock.trustedMaximum()).isBetween(last, largest);
            last = clock.trustedMaximum();
        }
    }

    private static ShardClock clockAfter(List<Boolean> isBad, int confirmations) {
        ShardClock clock = new ShardClock(MAX_JUMP, confirmations);
        for (int i = 0; i < isBad.size(); i++) {
            clock.observe(pickup(i, isBad.get(i)));
        }
        return clock;
    }

    private static int mostBadInTheWarmUp(List<Boolean> isBad, int confirmations) {
        int warmUp = Math.min(isBad.size(), confirmations + 1);
        return Collections.frequency(isBad.subList(0, warmUp), true);
    }

    /** By how much bad clocks outnumber good ones where they do most. */
    private static int largestLead(List<Boolean> isBad) {
        int lead = 0;
        int largest = 0;
        for (boolean bad : isBad) {
            lead = Math.max(0, lead + (bad ? 1 : -1));
            largest = Math.max(largest, lead);
        }
        return largest;
    }

    @Provide
    Arbitrary<List<Boolean>> badClocks() {
        Arbitrary<Boolean> oneInThree = Arbitraries.of(true, false, false);
        return oneInThree.list().ofMaxSize(300).edgeCases(config -> config.none());
    }
}
