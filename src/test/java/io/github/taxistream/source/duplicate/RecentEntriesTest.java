package io.github.taxistream.source.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.trip.EntryIdentity;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentEntriesTest {

    private static final long HORIZON = 1_000;

    @Test
    void tripsAreFoundAfterTheirNumbersHaveRunOut() {
        RecentEntries usual = new RecentEntries(HORIZON);
        RecentEntries scarce = new RecentEntries(HORIZON, 2_000);
        Random random = new Random(1);
        int again = 0;
        for (int i = 0; i < 50_000; i++) {
            EntryIdentity id = identity(random.nextInt(3_000));
            EntryPlace place = new EntryPlace("shard", String.valueOf(i), 0);

            EarlierEntry found = scarce.add(id, i, place);

            EarlierEntry expected = usual.add(id, i, place);
            again += found == null ? 0 : 1;
            assertThat(String.valueOf(found == null ? null : found.first()))
                    .isEqualTo(String.valueOf(expected == null ? null : expected.first()));
        }
        assertThat(again).isBetween(10_000, 40_000);
        assertThat(scarce.size()).isEqualTo(usual.size());
    }

    /** All in one line of the table, and then in the next ones. */
    @Test
    void tripsThatShareALineAreFoundInTheNext() {
        RecentEntries entries = new RecentEntries(HORIZON);
        for (int i = 0; i < 60; i++) {
            assertThat(entries.add(identity(i << 20), i, place(i))).isNull();
        }
        for (int i = 0; i < 60; i++) {
            assertThat(entries.add(identity(i << 20), 60 + i, place(60 + i)).first())
                    .hasToString(place(i).toString());
        }
    }

    @Test
    void lineThatWasFullIsPassedAsLongAsWhatIsBehindItLives() {
        RecentEntries entries = new RecentEntries(HORIZON);
        for (int i = 0; i < 7; i++) {
            entries.add(identity(i << 20), 0, place(i));
        }
        entries.add(identity(7 << 20), HORIZON, place(7));
        // The first seven expire, and others of the line take their places.
        entries.add(identity(8 << 20), 2 * HORIZON + 500, place(8));

        assertThat(entries.add(identity(7 << 20), 2 * HORIZON - 1, place(9)).first())
                .hasToString(place(7).toString());
        assertThat(entries.add(identity(0), 2 * HORIZON, place(10))).isNull();
    }

    @Test
    void oneTripThatComesAgainAndAgainIsKeptOnce() {
        RecentEntries entries = new RecentEntries(HORIZON);
        entries.add(identity(1), 0, place(1));
        for (int i = 0; i < 10_000; i++) {
            assertThat(entries.add(identity(2), 1, place(2)) == null).isEqualTo(i == 0);
        }

        assertThat(entries.size()).isEqualTo(2);
        assertThat(entries.add(identity(1), 1, place(3)).first()).hasToString(place(1).toString());
    }

    private static EntryIdentity identity(int id) {
        return new EntryIdentity(id, id, id, new byte[0], 0, 0);
    }

    private static EntryPlace place(int number) {
        return new EntryPlace("shard", String.valueOf(number), 0);
    }
}
