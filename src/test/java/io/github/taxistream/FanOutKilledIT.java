package io.github.taxistream;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job that reads by enhanced fan-out, and is killed. Apart, to be run beside the others. */
class FanOutKilledIT extends FanOutScenario {

    @Test
    void eachTripCountsOnceWhenTheJobIsKilled() throws Exception {
        Process job = startFanOutJob(SOON_QUIET);
        sendTrips(1);
        awaitAllRead(1);
        Path checkpoint = Path.of(URI.create(nextCheckpoint(1)));
        kill(job);
        job.onExit().join();

        goOnByPolling(newest(checkpoint.getParent()));
    }

    /** A checkpoint that was complete just before the end has replaced the one before. */
    private static String newest(Path checkpoints) throws IOException {
        try (Stream<Path> all = Files.list(checkpoints)) {
            return all.filter(checkpoint -> Files.exists(checkpoint.resolve("_metadata")))
                    .max(Comparator.comparingLong(FanOutKilledIT::number))
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }
}
