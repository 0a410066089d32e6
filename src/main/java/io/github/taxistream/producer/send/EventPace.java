package io.github.taxistream.producer.send;

import io.github.taxistream.producer.record.OutgoingRecord;
import java.time.Duration;

/**
 * When each record is due: by its event time at a speedup, by a rate of records per second, or at
 * the later of both.
 *
 * <p>A gap of more than six hours is skipped: it is not the night but a wrong clock, as the TLC's
 * files have at both ends.
 *
 * <p>Not for use by several threads at once.
 */
public final class EventPace {

    private static final long LONGEST_GAP_MILLIS = Duration.ofHours(6).toMillis();
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double speedup;
    private final double rate;
    private boolean begun;
    private long startNanos;
    private long records;
    private long lastEventMillis = OutgoingRecord.NO_TIME;
    private double eventNanos;

    /**
     * @param speedup event time per time, or 0 for any
     * @param rate records a second, or 0 for any
     */
    public EventPace(double speedup, double rate) {
        this.speedup = speedup;
        this.rate = rate;
    }

    /** Whether there is a pace at all; otherwise records are due as soon as possible. */
    public boolean isPaced() {
        return speedup > 0 || rate > 0;
    }

    /**
     * When the next record is due; the first is at once.
     *
     * @param eventMillis its event time, or {@link OutgoingRecord#NO_TIME}
     */
    public long dueNanos(long eventMillis, long nowNanos) {
        if (!begun) {
            begun = true;
            startNanos = nowNanos;
        }
        double byRate = rate > 0 ? records / rate * NANOS_PER_SECOND : 0;
        records++;
        if (eventMillis != OutgoingRecord.NO_TIME) {
            advanceTo(eventMillis);
        }
        return startNanos + (long) Math.max(byRate, eventNanos);
    }

    private void advanceTo(long eventMillis) {
        if (lastEventMillis == OutgoingRecord.NO_TIME) {
            lastEventMillis = eventMillis;
            return;
        }
        long step = eventMillis - lastEventMillis;
        // In the order of the file, time may go back; an overdue record is due at once.
        if (step > 0) {
            lastEventMillis = eventMillis;
            if (speedup > 0 && step <= LONGEST_GAP_MILLIS) {
                eventNanos += step / speedup * NANOS_PER_MILLI;
            }
        }
    }
}
