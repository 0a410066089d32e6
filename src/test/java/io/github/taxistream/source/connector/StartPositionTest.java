package io.github.taxistream.source.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.streaming.connectors.kinesis.util.KinesisConfigUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a job begins, as the connector understands it. */
class StartPositionTest {

    private static final long YEAR_2000 = 946_684_800_000L;
    private static final long YEAR_2100 = 4_102_444_800_000L;

    @Property
    void instantIsExactToTheMillisecond(
            @ForAll @LongRange(min = YEAR_2000, max = YEAR_2100) long millis) {
        assertThat(asTheConnectorReadsIt(Instant.ofEpochMilli(millis), false))
                .isEqualTo(Instant.ofEpochMilli(millis));
    }

    /** The client writes a date's milliseconds as the number that an emulator takes as seconds. */
    @Property
    void instantForAnEmulatorIsInWholeSeconds(
            @ForAll @LongRange(min = YEAR_2000, max = YEAR_2100) long millis) {
        assertThat(asTheConnectorReadsIt(Instant.ofEpochMilli(millis), true).toEpochMilli())
                .isEqualTo(millis / 1000);
    }

    /** As seconds, a double, these ended a millisecond early. */
    @ParameterizedTest
    @ValueSource(longs = {2_097_152_010L, 1_073_741_825_001L, 4_102_444_799_999L})
    void instantThatNoDoubleHoldsIsExactToo(long millis) {
        assertThat(asTheConnectorReadsIt(Instant.ofEpochMilli(millis), false))
                .isEqualTo(Instant.ofEpochMilli(millis));
        assertThat(asTheConnectorReadsIt(Instant.ofEpochSecond(millis), true).toEpochMilli())
                .isEqualTo(millis);
    }

    @Test
    void namedPositionIsTheConnectorsOwn() {
        Properties consumer = new Properties();
        StartPosition.parse("latest").addTo(consumer, false);
        assertThat(consumer).containsEntry("flink.stream.initpos", "LATEST").hasSize(1);
    }

    private static Instant asTheConnectorReadsIt(Instant instant, boolean isEmulated) {
        Properties consumer = new Properties();
        StartPosition.parse(instant.toString()).addTo(consumer, isEmulated);
        return KinesisConfigUtil.parseStreamTimestampStartingPosition(consumer).toInstant();
    }
}
