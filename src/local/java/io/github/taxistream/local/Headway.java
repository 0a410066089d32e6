package io.github.taxistream.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Distinguishes a slow job from one that makes no headway, such as a job that is restarted again
 * and again and reads the same records each time.
 */
final class Headway {

    private final Duration patience;
    private final InstantSource clock;
    private Instant lastAdvance;
    private long mostRecords;
    private long fewestShardsGiving = Long.MAX_VALUE;
    private double furthestWatermarks = Long.MIN_VALUE;

    /**
     * @param patience how long a job may stand still
     */
    Headway(Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
        this.lastAdvance = clock.instant();
    }

    /** Takes note of a reading; returns whether the job has stood still for too long. */
    boolean isLostAfter(Optional<JobMetrics.Reading> reading) {
        if (reading.map(this::isAdvance).orElse(false)) {
            lastAdvance = clock.instant();
        }
        return lastAdvance.plus(patience).isBefore(clock.instant());
    }

    /**
     * After a restart, records are counted from zero; then the watermark says how far the job is.
     */
    private boolean isAdvance(JobMetrics.Reading reading) {
        boolean isAdvance =
                reading.records() > mostRecords
                        || reading.shardsGiving() < fewestShardsGiving
                        || reading.watermarks() > furthestWatermarks;
        mostRecords = Math.max(mostRecords, reading.records());
        fewestShardsGiving = Math.min(fewestShardsGiving, reading.shardsGiving());
        furthestWatermarks = Math.max(furthestWatermarks, reading.watermarks());
        return isAdvance;
    }
}
