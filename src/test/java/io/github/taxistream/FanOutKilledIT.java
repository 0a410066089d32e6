package io.github.taxistream;

import org.junit.jupiter.api.Test;

/** A job that reads by enhanced fan-out, and is killed. Apart, to be run beside the others. */
class FanOutKilledIT extends FanOutScenario {

    @Test
    void eachTripCountsOnceWhenTheJobIsKilled() throws Exception {
        Process job = startFanOutJob(SOON_QUIET);
        sendTrips(1);
        awaitAllRead(1);
        String checkpoint = nextCheckpoint(1);
        kill(job);

        goOnByPolling(checkpoint);
    }
}
