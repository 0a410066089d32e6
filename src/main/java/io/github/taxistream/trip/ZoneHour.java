package io.github.taxistream.trip;

import java.time.Instant;
import java.util.Objects;

/**
 * A row of {@code zone_hourly}: a partial total of one zone and hour. Immutable.
 *
 * <p>The total of a zone and hour is the sum of its rows. Until a window takes it up, a partial
 * total is {@link Pane#LATE}: one that no window takes is a late row as it stands.
 */
public final class ZoneHour {

    private static final long MILLIS_PER_HOUR = 3_600_000L;

    private final int zoneId;
    private final long hourStartMillis;
    private final ZoneHourTotals totals;
    private final Pane pane;

    /**
     * @param zoneId the pickup zone, 1 to 265
     * @param hourStartMillis the start of the hour, in milliseconds since 1970, as if it were UTC
     * @param totals what the trips add up to
     * @param pane why the row is written when it is
     * @throws IllegalArgumentException if there is no such zone, or the hour is not a whole one
     */
    public ZoneHour(int zoneId, long hourStartMillis, ZoneHourTotals totals, Pane pane) {
        if (!Zones.isZone(zoneId)) {
            throw new IllegalArgumentException("zone must be 1 to 265, not " + zoneId);
        }
        if (hourStartMillis != hourStartMillis(hourStartMillis)) {
            throw new IllegalArgumentException(
                    Instant.ofEpochMilli(hourStartMillis) + " is not the start of an hour");
        }
        this.zoneId = zoneId;
        this.hourStartMillis = hourStartMillis;
        this.totals = Objects.requireNonNull(totals);
        this.pane = Objects.requireNonNull(pane);
    }

    /** The start of the hour that a time lies in; both in milliseconds since 1970. */
    public static long hourStartMillis(long millis) {
        return millis - Math.floorMod(millis, MILLIS_PER_HOUR);
    }

    /** A number that stands for zone and hour; equal only where both are. */
    public static long key(int zoneId, long hourStartMillis) {
        return hourStartMillis / MILLIS_PER_HOUR * (Zones.COUNT + 1) + zoneId;
    }

    /** The zone of a {@link #key(int, long)}. */
    public static int zoneIdOfKey(long key) {
        return Math.floorMod(key, Zones.COUNT + 1);
    }

    /** The start of the hour of a {@link #key(int, long)}, in milliseconds since 1970. */
    public static long hourStartMillisOfKey(long key) {
        return Math.floorDiv(key, Zones.COUNT + 1) * MILLIS_PER_HOUR;
    }

    public int zoneId() {
        return zoneId;
    }

    /** In milliseconds since 1970, as if it were UTC. */
    public long hourStartMillis() {
        return hourStartMillis;
    }

    public ZoneHourTotals totals() {
        return totals;
    }

    public Pane pane() {
        return pane;
    }

    /** {@link #key(int, long)} of this row's zone and hour. */
    public long key() {
        return key(zoneId, hourStartMillis);
    }

    /**
     * The partial total of the trips of both, in this one's pane.
     *
     * @throws IllegalArgumentException if the other is of another zone or hour
     */
    public ZoneHour plus(ZoneHour other) {
        if (other.zoneId != zoneId || other.hourStartMillis != hourStartMillis) {
            throw new IllegalArgumentException(other + " cannot be added to " + this);
        }
        return new ZoneHour(zoneId, hourStartMillis, totals.plus(other.totals), pane);
    }

    /** The same totals in another pane. */
    public ZoneHour in(Pane otherPane) {
        return new ZoneHour(zoneId, hourStartMillis, totals, otherPane);
    }

    @Override
    public boolean equals(Object o) {
        if (!(o instanceof ZoneHour)) {
            return false;
        }
        ZoneHour other = (ZoneHour) o;
        return zoneId == other.zoneId
                && hourStartMillis == other.hourStartMillis
                && totals.equals(other.totals)
                && pane == other.pane;
    }

    @Override
    public int hashCode() {
        return Objects.hash(zoneId, hourStartMillis, totals, pane);
    }

    @Override
    public String toString() {
        return String.format(
                "ZoneHour(zone %d, %s, %s: %s)",
                zoneId, Instant.ofEpochMilli(hourStartMillis), pane.id(), totals);
    }
}
