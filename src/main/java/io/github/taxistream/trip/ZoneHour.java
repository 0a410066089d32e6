package io.github.taxistream.trip;

import java.util.Objects;

/**
 * A row of {@code zone_hourly}: a partial total of one zone and hour. Immutable.
 *
 * <p>The total of a zone and hour is the sum of its rows. A partial total is {@link Pane#LATE}
 * until a window takes it: one that no window takes is a late row already.
 */
public final class ZoneHour {

    private final ZoneHourKey key;
    private final ZoneHourTotals totals;
    private final Pane pane;

    /**
     * @param key the zone and hour
     * @param totals what the trips add up to
     * @param pane why the row is written when it is
     */
    public ZoneHour(ZoneHourKey key, ZoneHourTotals totals, Pane pane) {
        this.key = Objects.requireNonNull(key);
        this.totals = Objects.requireNonNull(totals);
        this.pane = Objects.requireNonNull(pane);
    }

    /** The zone and hour. */
    public ZoneHourKey key() {
        return key;
    }

    /** The pickup zone, 1 to 265. */
    public int zoneId() {
        return key.zoneId();
    }

    /** In milliseconds since 1970, as if it were UTC. */
    public long hourStartMillis() {
        return key.hourStartMillis();
    }

    public ZoneHourTotals totals() {
        return totals;
    }

    public Pane pane() {
        return pane;
    }

    /**
     * The sum of both, with this one's pane.
     *
     * @throws IllegalArgumentException if the other is of another zone or hour
     */
    public ZoneHour plus(ZoneHour other) {
        if (!other.key.equals(key)) {
            throw new IllegalArgumentException(other + " cannot be added to " + this);
        }
        return new ZoneHour(key, totals.plus(other.totals), pane);
    }

    /** The same totals with another pane. */
    public ZoneHour in(Pane otherPane) {
        return new ZoneHour(key, totals, otherPane);
    }

    @Override
    public boolean equals(Object o) {
        if (!(o instanceof ZoneHour)) {
            return false;
        }
        ZoneHour other = (ZoneHour) o;
        return key.equals(other.key) && totals.equals(other.totals) && pane == other.pane;
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, totals, pane);
    }

    @Override
    public String toString() {
        return String.format("ZoneHour(%s, %s: %s)", key, pane.id(), totals);
    }
}
