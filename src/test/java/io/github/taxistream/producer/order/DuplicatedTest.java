package io.github.taxistream.producer.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.manifest.Plague;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import io.github.taxistream.producer.send.PartitionKeys;
import io.github.taxistream.producer.send.SentRecords;
import io.github.taxistream.trip.ZoneHourTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicatedTest {

    private static final int TRIPS = 5_000;

    private static List<OutgoingRecord> all(int permille) throws IOException {
        List<OutgoingRecord> all = new ArrayList<>();
        try (RecordSource source = new Duplicated(SentRecords.source(TRIPS), permille)) {
            for (OutgoingRecord r = source.next(); r != null; r = source.next()) {
                all.add(r.at(all.size()));
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 300, 1000})
    void soManyTripsOfAThousandComeASecondTime(int permille) throws Exception {
        long again = all(permille).stream().filter(r -> r.plague() == Plague.DUPLICATE).count();
        assertThat(again * 1000.0 / TRIPS).isBetween(permille * 0.7, permille * 1.3);
    }

    @Test
    void theCopiesAreExpectedToo() throws Exception {
        try (RecordSource source = new Duplicated(SentRecords.source(TRIPS), 300)) {
            assertThat(source.expectedRecords() / (double) all(300).size()).isBetween(0.95, 1.05);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 1000})
    void theCopyHasBytesAndKeyOfItsOriginalAndComesSoonAfter(int permille) throws Exception {
        List<OutgoingRecord> all = all(permille);
        PartitionKeys random = new PartitionKeys(PartitionKeys.By.RANDOM);
        Set<Long> originals = new HashSet<>();
        for (OutgoingRecord record : all) {
            if (record.plague() == Plague.DUPLICATE) {
                OutgoingRecord original = all.get((int) record.keyPosition());
                assertThat(original.plague()).isNotEqualTo(Plague.DUPLICATE);
                assertThat(record.payload()).isEqualTo(original.payload());
                assertThat(random.index(record)).isEqualTo(random.index(original));
                assertThat(record.position() - original.position()).isBetween(1L, 100L);
                assertThat(originals.add(original.position())).isTrue();
            }
        }
        assertThat(originals).isNotEmpty();
    }

    @Test
    void theSameSourceGivesTheSameCopies() throws Exception {
        assertThat(all(100))
                .extracting(OutgoingRecord::keyPosition)
                .isEqualTo(all(100).stream().map(OutgoingRecord::keyPosition).toList());
    }

    @Test
    void everyTripGetsAnIdOfItsOwnAndIsReadAsBefore() throws Exception {
        Set<String> ids = new HashSet<>();
        try (RecordSource source = SentRecords.source(200);
                RecordSource with = new TripIds(SentRecords.source(200), "trip \"id\"", "run")) {
            for (OutgoingRecord r = source.next(); r != null; r = source.next()) {
                OutgoingRecord same = with.next();
                String text = new String(same.payload(), StandardCharsets.UTF_8);
                String before = new String(r.payload(), StandardCharsets.UTF_8);
                if (r.onlyTrip() == null) {
                    assertThat(text).isEqualTo(before);
                    continue;
                }
                String head = before.substring(0, before.length() - 1) + ",\"trip \\\"id\\\"\":\"";
                assertThat(text).startsWith(head).endsWith("\"}");
                assertThat(ids.add(text.substring(head.length()))).isTrue();
                assertThat(ZoneHourTotals.of(same.onlyTrip()))
                        .isEqualTo(ZoneHourTotals.of(r.onlyTrip()));
            }
            assertThat(with.next()).isNull();
        }
        assertThat(ids).hasSize(200);
    }
}
