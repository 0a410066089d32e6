package io.github.taxistream.producer.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.record.RecordSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExternalSortTest {

    /** Records whose payload is their place in the input. */
    private static RecordSource source(List<Integer> times) {
        List<OutgoingRecord> records = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            byte[] payload = ByteBuffer.allocate(4).putInt(i).array();
            records.add(new OutgoingRecord(payload, null, i % 3, times.get(i)));
        }
        Iterator<OutgoingRecord> iterator = records.iterator();
        return new RecordSource() {
            @Override
            public OutgoingRecord next() {
                return iterator.hasNext() ? iterator.next() : null;
            }

            @Override
            public long expectedRecords() {
                return UNKNOWN;
            }
        };
    }

    private static List<Integer> sorted(List<Integer> times, long memory) throws IOException {
        List<Integer> places = new ArrayList<>();
        try (ExternalSort sort = new ExternalSort(source(times), SendOrder.DROPOFF, memory)) {
            assertThat(sort.expectedRecords()).isEqualTo(times.size());
            for (OutgoingRecord r = sort.next(); r != null; r = sort.next()) {
                int place = ByteBuffer.wrap(r.payload()).getInt();
                assertThat(r.vendorId()).isEqualTo(place % 3);
                places.add(place);
            }
        }
        return places;
    }

    private static List<Integer> expected(List<Integer> times) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            places.add(i);
        }
        places.sort(Comparator.comparing(times::get));
        return places;
    }

    @Property(tries = 50)
    void givesTheSameInMemoryAndInParts(
            @ForAll @Size(max = 300) List<@IntRange(max = 50) Integer> times) throws IOException {
        assertThat(sorted(times, Long.MAX_VALUE)).isEqualTo(expected(times));
        assertThat(sorted(times, 5_000)).isEqualTo(expected(times));
    }

    @Test
    void mergesPartsWhenTheyBecomeMany() throws IOException {
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            times.add(i * 7919 % 101);
        }
        assertThat(sorted(times, 500)).isEqualTo(expected(times));
    }
}
