package io.github.taxistream.parse;

import static io.github.taxistream.parse.Parsing.TRIP;
import static io.github.taxistream.parse.Parsing.parse;
import static io.github.taxistream.support.Gzip.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taxistream.ledger.reading.PlainEntry;
import io.github.taxistream.ledger.reading.PlainReading;
import io.github.taxistream.trip.Instants;
import io.github.taxistream.trip.RejectReason;
import io.github.taxistream.trip.TripEnvelope;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record may unpack to so much, for the job and for the ledger. */
class GunzipTest {

    private static final byte[] GOOD = Parsing.bytes(TRIP + "}");
    private static final String TOO_MUCH = "gzip that unpacks to more than 32 MiB";

    private final PlainReading ledger = new PlainReading(Duration.ofHours(1), Instants.REJECT);

    @Test
    void tripAtTheEndOfThirtyTwoMebibytesCounts() throws IOException {
        byte[] record = gzip(tripAtTheEndOf(Gunzip.MAX_UNPACKED));
        assertThat(parse(record).isTrip()).isTrue();
        assertThat(expected(record)).hasSize(1).allMatch(entry -> entry.trip().isPresent());
    }

    @Test
    void oneByteMoreIsRejected() throws IOException {
        byte[] record = gzip(tripAtTheEndOf(Gunzip.MAX_UNPACKED + 1));
        assertIsTooMuch(record);
        assertThat(expected(record))
                .extracting(PlainEntry::reason)
                .containsExactly(RejectReason.NOT_JSON);
    }

    @Test
    void bombIsRejectedBeforeItGoesOff() throws IOException {
        byte[] bomb = gzip(new byte[1 << 30]);
        assertThat(bomb.length).isLessThan((1 << 20) + (1 << 17));
        assertIsTooMuch(bomb);
    }

    private static void assertIsTooMuch(byte[] record) {
        TripEnvelope envelope = parse(record);
        assertThat(envelope.hasNext()).isFalse();
        assertThat(envelope.rejection().reason()).isEqualTo(RejectReason.NOT_JSON);
        assertThat(envelope.rejection().detail()).contains(TOO_MUCH);
    }

    private List<PlainEntry> expected(byte[] record) {
        return ledger.entries(record, Parsing.ARRIVAL);
    }

    private static byte[] tripAtTheEndOf(int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) ' ');
        System.arraycopy(GOOD, 0, text, length - GOOD.length, GOOD.length);
        return text;
    }
}
