package io.github.taxistream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.taxistream.support.ParquetRows;
import org.junit.jupiter.api.Test;

/** A job that reads by enhanced fan-out, and is stopped. */
class FanOutIT extends FanOutScenario {

    @Test
    void eachTripCountsOnceWhenTheJobIsStopped() throws Exception {
        Process job = startFanOutJob(SOON_QUIET);
        sendTrips(1);
        awaitAllRead(1);

        goOnByPolling(stop(job, 1));
    }

    @Test
    void emptyShardsDoNotHoldTheRowsBack() throws Exception {
        startFanOutJob("--kinesis.idle-shard", "2 s");
        // The two vendors' keys go to the same shard.
        sendTrips(1, "--partition-key", "VENDOR");

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(
                                                ParquetRows.query(
                                                        folder.resolve("out"),
                                                        "SELECT count(*) > 0 FROM zone_hourly"
                                                                + " WHERE pane = 'on_time'"))
                                        .containsExactly("true"));
    }
}
